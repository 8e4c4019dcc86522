// The two pages besides the log: agreeing before the first word, and leaving a mail address.
import { el } from './parts';
import type { Talk } from './talk';
import { Refusal } from './wire';
import { fill, type Words } from './words';

type Trouble = (error: unknown) => string;

const value = (form: HTMLFormElement, name: string) => (form.elements.namedItem(name) as HTMLInputElement).value.trim();
const ticked = (form: HTMLFormElement, name: string) => (form.elements.namedItem(name) as HTMLInputElement).checked;

export function startPage(talk: Talk, words: Words, identity: string, trouble: Trouble): HTMLFormElement {
  const look = talk.look!;
  const wrong = el('p', { class: 'bad', role: 'alert' });
  const privacy = /^https?:/.test(look.privacy)
    ? el('a', { href: look.privacy, target: '_blank', rel: 'noopener' }, words.privacy)
    : null;
  let busy = false;
  const go = el('button', { class: 'main', type: 'submit' }, words.begin);
  const form = el(
    'form',
    {
      class: 'page',
      submit: async (event) => {
        event.preventDefault();
        if (busy) return;
        busy = true; // a button that is disabled would lose the focus
        wrong.textContent = '';
        const name = identity ? '' : value(form, 'name');
        const remember = ticked(form, 'remember');
        await talk.begin({ name, remember, identity }).catch((error) => (wrong.textContent = trouble(error)));
        busy = false;
      },
    },
    el('p', { class: 'greeting' }, look.greeting || words.hello),
    !!talk.ended && el('p', { class: 'bad', role: 'status' }, talk.ended === 'gone' ? words.gone : words.ended),
    el('div', { class: 'spring' }),
    !identity &&
      el(
        'label',
        { class: 'field' },
        `${words.name} (${words.optional})`,
        el('input', { name: 'name', autocomplete: 'name', maxlength: '80' }),
      ),
    el('label', { class: 'check' }, el('input', { type: 'checkbox', name: 'remember' }), words.remember),
    el('p', { class: 'fine' }, words.consent, ' ', privacy),
    wrong,
    go,
  );
  return form;
}

export function mailPage(talk: Talk, words: Words, done: () => void, trouble: Trouble): HTMLFormElement {
  const visit = talk.visit!;
  const wrong = el('p', { class: 'bad', role: 'alert', id: 'mail-wrong' });
  const mail = el('input', {
    name: 'email',
    type: 'email',
    autocomplete: 'email',
    required: true,
    value: visit.email,
    'aria-describedby': 'mail-wrong',
    readonly: visit.vouched && !!visit.email,
  });
  const agree = el('input', {
    type: 'checkbox',
    name: 'carry_on',
    checked: visit.carry_on,
    'aria-describedby': 'mail-wrong',
  });
  const form = el(
    'form',
    {
      class: 'page',
      novalidate: true,
      submit: async (event) => {
        event.preventDefault();
        mail.removeAttribute('aria-invalid');
        wrong.textContent = '';
        const said = {
          name: visit.vouched ? visit.name : value(form, 'name'),
          email: mail.value.trim(),
          carry_on: ticked(form, 'carry_on'),
        };
        try {
          if (!said.email && said.carry_on) throw new Refusal(400, 0, 'email');
          if (!said.carry_on && !visit.carry_on) {
            wrong.textContent = words.tick;
            return agree.focus();
          }
          await talk.change(said);
          done();
        } catch (error) {
          const address = error instanceof Refusal && error.field === 'email';
          wrong.textContent = address ? words.bad_mail : trouble(error);
          if (address) {
            mail.setAttribute('aria-invalid', 'true');
            mail.focus();
          }
        }
      },
    },
    !visit.vouched &&
      el(
        'label',
        { class: 'field' },
        `${words.name} (${words.optional})`,
        el('input', { name: 'name', autocomplete: 'name', maxlength: '80', value: visit.name }),
      ),
    el('label', { class: 'field' }, words.mail, mail),
    el('label', { class: 'check' }, agree, words.mail_consent),
    wrong,
    el(
      'div',
      { class: 'row' },
      el('button', { class: 'second', type: 'button', click: done }, words.cancel),
      el('button', { class: 'main', type: 'submit' }, words.save),
    ),
    el('div', { class: 'spring' }),
    el('button', { class: 'plain fine', type: 'button', click: () => void talk.end() }, words.end),
  );
  return form;
}

export const mailState = (talk: Talk, words: Words): string =>
  talk.visit?.carry_on ? fill(words.by_mail_on, { email: talk.visit.email }) : words.by_mail;

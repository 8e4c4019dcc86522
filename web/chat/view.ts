// The window: a button in the corner, and what it opens. Everything is reached by keyboard; Escape closes and gives the
// focus back. Beside the page it is a dialog one can leave; over the whole of a phone the focus stays inside.
import { presence } from './hours';
import type { Keep } from './keep';
import { Lines } from './lines';
import { el, icon, inkOn, sizeOf } from './parts';
import { mailPage, mailState, startPage } from './start';
import { style } from './style';
import type { Talk } from './talk';
import { Refusal, type SentFile } from './wire';
import { fill, type Words } from './words';

type Page = 'start' | 'talk' | 'mail';

const narrow = matchMedia('(max-width: 520px)');

export class View {
  readonly host = document.createElement('rapport-chat');
  #open = false;
  #page: Page = 'start';
  #unread = 0;
  #heard: string | null = null;
  #files: File[] = [];
  #lines: Lines;

  #badge = el('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  #launch = el(
    'button',
    {
      class: 'launch',
      type: 'button',
      'aria-haspopup': 'dialog',
      'aria-expanded': 'false',
      click: () => this.toggle(),
    },
    icon('speech'),
    this.#badge,
  );
  #title = el('h2', { id: 'title' });
  #status = el('p', { class: 'status' });
  #close = el('button', { class: 'tool', type: 'button', click: () => this.toggle(false) }, icon('close'));
  #note = el('p', { class: 'note', role: 'status', hidden: true });
  #earlier = el('button', {
    class: 'plain fine earlier',
    type: 'button',
    click: () => void this.talk.showEarlier().catch(() => {}),
  });
  #log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: '0' });
  #text = el('textarea', {
    rows: '1',
    input: () => this.#typed(),
    keydown: (event) => this.#key(event as KeyboardEvent),
  });
  #pick = el('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1', change: () => this.#picked() });
  #clip = el('button', { class: 'tool', type: 'button', click: () => this.#pick.click() }, icon('clip'));
  #go = el('button', { class: 'go', type: 'submit' }, icon('send'));
  #chosen = el('div', { class: 'files', hidden: true });
  #foot = el('div', { class: 'foot' });
  #mail = el('button', { class: 'plain with-icon', type: 'button', click: () => this.#show('mail') });
  #compose = el(
    'form',
    { class: 'compose', submit: (event) => this.#say(event) },
    this.#chosen,
    el('div', { class: 'box' }, this.#text, this.#pick, this.#clip, this.#go),
    this.#foot,
  );
  #body = el('div', { class: 'body' });
  #window = el(
    'section',
    { class: 'window', role: 'dialog', 'aria-labelledby': 'title', hidden: true },
    el('header', {}, el('div', {}, this.#title, this.#status), this.#close),
    this.#note,
    this.#body,
  );
  #root = el('aside', { class: 'root' }, this.#window, this.#launch);

  constructor(
    private talk: Talk,
    private keep: Keep,
    private words: Words,
    private locale: string,
    private identity: string,
    theme: string,
  ) {
    const shadow = this.host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    shadow.adoptedStyleSheets = [sheet];
    if (theme === 'light' || theme === 'dark') this.host.dataset['theme'] = theme;
    this.host.lang = locale;
    this.#lines = new Lines(this.#log, talk, { words, locale, load: (file) => void this.#load(file) }, this.#earlier);
    this.#label();
    this.#window.addEventListener('keydown', (event) => this.#escape(event));
    this.#compose.addEventListener(
      'dragover',
      (event) => (event.preventDefault(), this.#compose.classList.add('over')),
    );
    this.#compose.addEventListener('dragleave', () => this.#compose.classList.remove('over'));
    this.#compose.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#compose.classList.remove('over');
      this.#add([...(event.dataTransfer?.files ?? [])]);
    });
    narrow.addEventListener('change', () => this.#modal());
    setInterval(() => this.#presence(), 30_000);
    shadow.append(this.#root);
  }

  #label(): void {
    const { words } = this;
    this.#root.setAttribute('aria-label', words.open);
    this.#close.setAttribute('aria-label', words.close);
    this.#log.setAttribute('aria-label', words.log);
    this.#text.setAttribute('aria-label', words.write);
    this.#text.placeholder = words.write;
    this.#clip.setAttribute('aria-label', words.attach);
    this.#clip.title = words.attach;
    this.#go.setAttribute('aria-label', words.send);
    this.#go.title = words.send;
    this.#earlier.textContent = words.earlier;
    this.#badges();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  toggle(open = !this.#open): void {
    if (open === this.#open) return;
    this.#open = open;
    this.#window.hidden = !open;
    this.#root.classList.toggle('open', open);
    this.#launch.setAttribute('aria-expanded', String(open));
    this.#launch.replaceChildren(icon(open ? 'down' : 'speech'), this.#badge);
    this.keep.change({ open });
    this.#modal();
    if (open) {
      this.#unread = 0;
      this.render();
      this.#lines.toEnd();
      this.#focus();
    } else {
      this.#launch.focus();
    }
    this.#badges();
  }

  #modal(): void {
    this.#window.toggleAttribute('aria-modal', false);
    if (this.#open && narrow.matches) this.#window.setAttribute('aria-modal', 'true');
  }

  #focusable(): HTMLElement[] {
    const all = this.#window.querySelectorAll<HTMLElement>('button, input, textarea, a[href], [tabindex="0"]');
    return [...all].filter((one) => !one.hidden && !(one as HTMLButtonElement).disabled && one.offsetParent !== null);
  }

  #focus(): void {
    if (this.#page === 'talk') this.#text.focus();
    else (this.#body.querySelector<HTMLElement>('input, button') ?? this.#close).focus();
  }

  #escape(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (this.#page === 'mail') this.#show('talk');
      else this.toggle(false);
    }
    if (event.key !== 'Tab' || !narrow.matches) return;
    const all = this.#focusable();
    const [first, last] = [all[0], all.at(-1)];
    const at = this.host.shadowRoot!.activeElement;
    if (event.shiftKey && at === first) (event.preventDefault(), last?.focus());
    else if (!event.shiftKey && at === last) (event.preventDefault(), first?.focus());
  }

  // Called whenever the talk has changed.
  render(): void {
    const { talk } = this;
    if (!talk.look) return;
    this.#colour(talk.look.colour);
    this.#title.textContent = talk.look.title;
    this.#presence();
    this.#count();
    const wanted = !talk.began ? 'start' : this.#page === 'start' ? 'talk' : this.#page;
    if (talk.lostWords) [this.#text.value, talk.lostWords] = [talk.lostWords, ''];
    if (wanted !== this.#page || !this.#body.hasChildNodes()) this.#show(wanted);
    this.#tell();
    if (this.#page !== 'talk') return;
    this.#lines.render();
    this.#offer();
  }

  #show(page: Page): void {
    const held = this.#window.contains(this.host.shadowRoot!.activeElement);
    this.#page = page;
    const trouble = (error: unknown) => this.#trouble(error);
    if (page === 'start') this.#body.replaceChildren(startPage(this.talk, this.words, this.identity, trouble));
    else if (page === 'mail')
      this.#body.replaceChildren(mailPage(this.talk, this.words, () => this.#show('talk'), trouble));
    else this.#body.replaceChildren(this.#log, this.#compose);
    if (page === 'talk') {
      this.#text.value ||= this.keep.now?.draft ?? '';
      this.#typed();
      this.#lines.render();
      this.#lines.toEnd();
      this.#offer();
    }
    if (held && this.#open) this.#focus();
  }

  #colour(colour: string): void {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) return;
    this.#root.style.setProperty('--own', colour);
    this.#root.style.setProperty('--own-ink', inkOn(colour));
  }

  #presence(): void {
    if (this.talk.look)
      this.#status.textContent = presence(this.talk.look, new Date(), this.locale, this.words).join('. ');
  }

  // A mail address is asked for where it helps: when something was said.
  #offer(): void {
    const { talk, words } = this;
    const on = talk.look!.carries_on && (talk.messages.length > 0 || talk.pending.length > 0);
    if (!on) return this.#foot.replaceChildren();
    this.#mail.replaceChildren(icon('mail'), mailState(talk, words));
    if (!this.#mail.isConnected) this.#foot.replaceChildren(this.#mail);
  }

  #say_note(text: string, bad = false): void {
    this.#note.hidden = !text;
    this.#note.classList.toggle('bad', bad);
    if (this.#note.textContent !== text) this.#note.textContent = text;
  }

  #tell(): void {
    const { talk, words } = this;
    if (talk.ended === 'gone') this.#say_note(words.gone, true);
    else if (talk.line === 'lost') this.#say_note(words.reconnecting);
    else if (this.#note.textContent === words.reconnecting || !talk.began) this.#say_note('');
    this.#go.disabled = talk.ended === 'gone';
  }

  #trouble(error: unknown): string {
    const status = error instanceof Refusal ? error.status : 0;
    return status === 429
      ? this.words.too_fast
      : status === 410 || status === 403
        ? this.words.gone
        : this.words.not_now;
  }

  #count(): void {
    const last = this.talk.messages.findLast((one) => one.ours)?.id ?? '';
    if (this.#heard !== null && last && last !== this.#heard && !this.#open)
      this.#unread += this.talk.messages.filter(
        (one) => one.ours && BigInt(one.id) > BigInt(this.#heard || '0'),
      ).length;
    this.#heard = last;
    this.#badges();
  }

  #badges(): void {
    this.#badge.hidden = this.#unread === 0;
    this.#badge.textContent = String(this.#unread);
    const { words } = this;
    const name = this.#open
      ? words.close
      : this.#unread
        ? fill(words.open_unread, { count: this.#unread })
        : words.open;
    this.#launch.setAttribute('aria-label', name);
  }

  #typed(): void {
    const text = this.#text;
    text.style.height = 'auto';
    if (!CSS.supports('field-sizing', 'content')) text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
    this.keep.change({ draft: text.value });
    const over = [...text.value].length - (this.talk.look?.most_characters ?? 4000);
    if (over > 0) this.#say_note(fill(this.words.too_long, { count: over }), true);
    else if (this.#note.classList.contains('bad') && !this.talk.ended) this.#say_note('');
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#compose.requestSubmit();
  }

  #say(event: Event): void {
    event.preventDefault();
    const text = this.#text.value.trim();
    const long = [...text].length > this.talk.look!.most_characters;
    if ((!text && !this.#files.length) || long || this.talk.ended) return;
    this.#text.value = '';
    this.#typed();
    this.talk.say(text, this.#files);
    this.#files = [];
    this.#chips();
    this.#lines.toEnd();
    this.#text.focus();
  }

  #picked(): void {
    this.#add([...(this.#pick.files ?? [])]);
    this.#pick.value = '';
    this.#text.focus();
  }

  #add(files: File[]): void {
    const { most_files, largest_file } = this.talk.look!;
    const { words, locale } = this;
    let wrong = '';
    for (const file of files) {
      if (this.#files.length >= most_files) wrong = fill(words.too_many_files, { count: most_files });
      else if (file.size > largest_file) wrong = fill(words.too_large, { name: file.name, size: sizeOf(10e6, locale) });
      else if (!file.size) wrong = fill(words.empty_file, { name: file.name });
      else this.#files.push(file);
    }
    this.#say_note(wrong, !!wrong);
    this.#chips();
  }

  #chips(): void {
    this.#chosen.hidden = !this.#files.length;
    this.#chosen.replaceChildren(
      ...this.#files.map((file) =>
        el(
          'div',
          { class: 'file' },
          icon('file'),
          el('span', {}, file.name),
          el('small', {}, sizeOf(file.size, this.locale)),
          el(
            'button',
            {
              class: 'tool',
              type: 'button',
              'aria-label': fill(this.words.remove, { name: file.name }),
              click: () => this.#without(file),
            },
            icon('close'),
          ),
        ),
      ),
    );
  }

  #without(file: File): void {
    this.#files = this.#files.filter((one) => one !== file);
    this.#chips();
    this.#text.focus();
  }

  async #load(file: SentFile): Promise<void> {
    try {
      const link = el('a', { href: URL.createObjectURL(await this.talk.download(file)), download: file.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch {
      this.#say_note(fill(this.words.no_download, { name: file.name }), true);
    }
  }
}

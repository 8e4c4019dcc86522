// The log: what was said, day by day. Elements are kept for as long as they say the same, so that nothing is read out
// twice and no focus is lost.
import { el, icon, sizeOf } from './parts';
import type { Pending, Talk } from './talk';
import type { Message, SentFile } from './wire';
import { fill, type Words } from './words';

export interface Saying {
  words: Words;
  locale: string;
  load: (file: SentFile) => void;
}

interface Shown {
  stamp: string; // what it says, to know when it says something else
  node: HTMLElement;
}

export class Lines {
  #shown = new Map<string, Shown>();
  #low = true; // the newest words are in sight

  constructor(
    private box: HTMLElement,
    private talk: Talk,
    private saying: Saying,
    private earlier: HTMLElement,
  ) {
    box.addEventListener('scroll', () => (this.#low = box.scrollHeight - box.scrollTop - box.clientHeight < 60));
    // A draft that grows must not push the newest words out of sight.
    new ResizeObserver(() => this.#low && this.toEnd()).observe(box);
  }

  render(): void {
    const wanted: HTMLElement[] = this.talk.earlier ? [this.earlier] : [];
    const newest = this.talk.pending.length ? null : this.talk.messages.at(-1);
    let day = '';
    let last: boolean | null = null;
    for (const one of this.talk.messages) {
      const now = this.#day(one.at);
      if (now !== day) wanted.push(this.#keep(`day ${now}`, now, () => el('p', { class: 'day' }, now)));
      const turn = now !== day || last !== one.ours;
      [day, last] = [now, one.ours];
      const sent = one === newest;
      wanted.push(
        this.#keep(one.key || one.id, JSON.stringify([one, turn, sent]), () => this.#message(one, turn, sent)),
      );
    }
    for (const one of this.talk.pending) {
      wanted.push(
        this.#keep(one.key, `${one.state} ${one.trouble?.status} ${last}`, () => this.#pending(one, last !== false)),
      );
      last = false;
    }
    this.#place(wanted);
  }

  #keep(key: string, stamp: string, make: () => HTMLElement): HTMLElement {
    const before = this.#shown.get(key);
    if (before?.stamp === stamp) return before.node;
    const node = make();
    // What only changed its state stays where it is and is not announced as new.
    if (before && this.box.contains(before.node)) before.node.replaceWith(node);
    this.#shown.set(key, { stamp, node });
    return node;
  }

  #place(wanted: HTMLElement[]): void {
    const keep = new Set<Node>(wanted);
    const low = this.#low;
    const grown = this.box.scrollHeight;
    const first = [...this.box.children].find((one) => one !== this.earlier);
    for (const child of [...this.box.children]) if (!keep.has(child)) child.remove();
    wanted.forEach((node, at) => {
      if (this.box.children[at] !== node) this.box.insertBefore(node, this.box.children[at] ?? null);
    });
    const above = first && wanted.find((one) => one !== this.earlier) !== first && keep.has(first);
    if (low) this.box.scrollTop = this.box.scrollHeight;
    else if (above) this.box.scrollTop += this.box.scrollHeight - grown;
  }

  toEnd(): void {
    this.box.scrollTop = this.box.scrollHeight;
  }

  #day(at: string): string {
    const { words, locale } = this.saying;
    const day = new Date(at);
    const today = new Date();
    if (day.toDateString() === today.toDateString()) return words.today;
    today.setDate(today.getDate() - 1);
    if (day.toDateString() === today.toDateString()) return words.yesterday;
    return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(day);
  }

  #time(at: string): string {
    return new Intl.DateTimeFormat(this.saying.locale, { timeStyle: 'short' }).format(new Date(at));
  }

  #message(one: Message, turn: boolean, newest: boolean): HTMLElement {
    const { words } = this.saying;
    const who = one.ours ? one.name || this.talk.look!.title : words.you;
    const about = [
      this.#time(one.at),
      one.edited && !one.deleted && words.edited,
      !one.ours && newest && words.sent,
    ].filter(Boolean);
    return el(
      'div',
      { class: `line ${one.ours ? 'theirs' : 'own'} ${turn ? 'turn' : ''} ${one.deleted ? 'gone' : ''}` },
      el('span', { class: one.ours && turn ? 'who' : 'unseen' }, who),
      one.deleted
        ? el('p', { class: 'words' }, words.deleted)
        : !!one.text && el('p', { class: 'words', dir: 'auto' }, one.text),
      ...one.files.map((file) => this.#file(file)),
      el('span', { class: 'under' }, about.join(' · ')),
    );
  }

  #file(file: SentFile): HTMLElement {
    const { words, locale, load } = this.saying;
    const size = sizeOf(file.size, locale);
    const name = fill(words.file, { name: file.name, size });
    return el(
      'button',
      { class: 'file', type: 'button', 'aria-label': name, title: file.name, click: () => load(file) },
      icon('file'),
      el('span', {}, file.name),
      el('small', {}, size),
    );
  }

  #pending(one: Pending, turn: boolean): HTMLElement {
    const { words, locale } = this.saying;
    const failed = one.state === 'failed';
    const why = one.trouble?.status === 429 ? words.too_fast : '';
    return el(
      'div',
      { class: `line own ${turn ? 'turn' : ''}` },
      el('span', { class: 'unseen' }, words.you),
      !!one.text && el('p', { class: 'words', dir: 'auto' }, one.text),
      ...one.files.map((file) =>
        el(
          'div',
          { class: 'file' },
          icon('file'),
          el('span', {}, file.name),
          el('small', {}, sizeOf(file.size, locale)),
        ),
      ),
      failed
        ? el(
            'span',
            { class: 'under bad' },
            `${words.not_sent}. `,
            el('button', { type: 'button', click: () => this.talk.again(one) }, words.again),
          )
        : el('span', { class: 'under' }, why || words.sending),
    );
  }
}

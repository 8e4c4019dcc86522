// What is said, without a window: keeps the words of both sides, sends each of ours once, and stays on the line.
import type { Keep } from './keep';
import { Refusal, Wire, type Look, type Message, type Visit } from './wire';

export interface Pending {
  key: string;
  text: string;
  files: File[];
  words: string[]; // what the upload of each file gave
  at: string;
  state: 'sending' | 'failed';
  trouble?: Refusal;
}

const pause = (ms: number) => new Promise((then) => setTimeout(then, ms));
const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(36)).join('');
const passing = (status: number) => status === 0 || status === 429 || status >= 500;
const attempts = 4;

export class Talk {
  look: Look | null = null;
  visit: Visit | null = null;
  messages: Message[] = [];
  pending: Pending[] = [];
  earlier: string | null = null; // where the messages before these begin
  line: 'off' | 'on' | 'lost' = 'off';
  ended: '' | 'ended' | 'gone' = '';
  #stop: AbortController | null = null;
  #sending = false;
  #asked = 0;

  constructor(
    private wire: Wire,
    private keep: Keep,
    private changed: () => void,
  ) {
    addEventListener('online', () => this.#wake?.());
  }

  get began(): boolean {
    return this.visit !== null;
  }

  async open(): Promise<void> {
    this.look = await this.wire.look();
    this.changed();
  }

  // Goes on where this browser was; false when there is nothing to go on with.
  async resume(): Promise<boolean> {
    if (!this.keep.now) return false;
    this.wire.token = this.keep.now.token;
    try {
      this.visit = await this.wire.visit();
      if (this.visit.wrote || this.visit.vouched) await this.refresh();
    } catch (error) {
      this.#lost(error);
      return false;
    }
    if (this.messages.length) this.#listen();
    this.changed();
    return true;
  }

  async begin(said: { name: string; remember: boolean; identity: string }): Promise<void> {
    const { token, ...visit } = await this.wire.begin({ consent: true, ...said });
    this.wire.token = token;
    this.keep.begin({ token, user: said.identity.split('.')[0] ?? '', open: true }, said.remember);
    this.visit = visit;
    this.ended = '';
    if (visit.vouched) await this.refresh();
    if (this.messages.length) this.#listen();
    this.changed();
  }

  async change(said: { name: string; email: string; carry_on: boolean }): Promise<void> {
    this.visit = await this.wire.change(said);
    this.changed();
  }

  async end(): Promise<void> {
    await this.wire.end().catch(() => {});
    this.#forget();
  }

  say(text: string, files: File[]): void {
    this.pending.push({ key: fresh(), text, files, words: [], at: new Date().toISOString(), state: 'sending' });
    this.changed();
    void this.#send();
  }

  again(one: Pending): void {
    one.state = 'sending';
    this.changed();
    void this.#send();
  }

  drop(one: Pending): void {
    this.pending = this.pending.filter((each) => each !== one);
    this.changed();
  }

  download = (file: Message['files'][number]) => this.wire.download(file);

  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    const page = await this.wire.messages();
    if (asked !== this.#asked) return;
    const first = page.items[0]?.id;
    const kept = first ? this.messages.filter((one) => BigInt(one.id) < BigInt(first)) : [];
    if (!kept.length) this.earlier = page.before;
    this.messages = [...kept, ...page.items];
    const known = new Set(this.messages.map((one) => one.key));
    this.pending = this.pending.filter((one) => !known.has(one.key));
    this.changed();
  }

  async showEarlier(): Promise<void> {
    if (!this.earlier) return;
    const page = await this.wire.messages(this.earlier);
    this.messages = [...page.items, ...this.messages];
    this.earlier = page.before;
    this.changed();
  }

  // One after the other, in the order they were written; the key makes a repetition harmless.
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let next; (next = this.pending.find((one) => one.state === 'sending'));) await this.#deliver(next);
    this.#sending = false;
  }

  async #deliver(one: Pending): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        while (one.words.length < one.files.length)
          one.words.push((await this.wire.upload(one.files[one.words.length]!)).file);
        const said = await this.wire.say({ key: one.key, text: one.text, files: one.words, page: location.href });
        this.pending = this.pending.filter((each) => each !== one);
        if (!this.messages.some((each) => each.id === said.id)) this.messages = [...this.messages, said];
        this.visit!.wrote = true;
        this.changed();
        return this.#listen();
      } catch (error) {
        const trouble = error instanceof Refusal ? error : new Refusal(0);
        if (trouble.status === 401 || trouble.status === 410) return this.#lost(trouble, one);
        one.trouble = trouble;
        if (!passing(trouble.status) || tries >= attempts) {
          one.state = 'failed';
          return this.changed();
        }
        this.changed();
        await pause(trouble.seconds ? trouble.seconds * 1000 : 700 * 2 ** tries);
      }
    }
  }

  #wake: (() => void) | null = null;

  #listen(): void {
    if (this.#stop) return;
    this.#stop = new AbortController();
    void this.#stay(this.#stop.signal);
  }

  async #stay(stop: AbortSignal): Promise<void> {
    for (let failures = 0; !stop.aborted;) {
      const hear = () => {
        failures = 0;
        this.#show('on');
        void this.refresh().catch(() => {});
      };
      const trouble = await this.wire.listen(hear, stop).catch((error: Refusal) => error);
      if (stop.aborted) return;
      if (trouble instanceof Refusal && [401, 403, 410].includes(trouble.status)) return this.#lost(trouble);
      failures++;
      if (failures > 1) this.#show('lost');
      const wait = Math.min(30_000, 500 * 2 ** failures) * (0.7 + 0.6 * Math.random());
      await Promise.race([pause(wait), new Promise<void>((then) => (this.#wake = then))]);
    }
  }

  #show(line: Talk['line']): void {
    if (this.line === line) return;
    this.line = line;
    this.changed();
  }

  // The session is over, or the company does not want it to go on; what was written and not sent stays to be seen.
  #lost(error: unknown, unsent?: Pending): void {
    const status = error instanceof Refusal ? error.status : 0;
    if (unsent) unsent.state = 'failed';
    if (status === 401) {
      const draft = this.pending.map((one) => one.text).join('\n');
      this.#forget();
      this.ended = 'ended';
      this.lostWords = draft;
    } else if (status === 403 || status === 410) {
      this.#stop?.abort();
      this.ended = 'gone';
    }
    this.changed();
  }
  lostWords = '';

  #forget(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.wire.token = '';
    this.keep.forget();
    this.visit = null;
    this.messages = [];
    this.pending = [];
    this.earlier = null;
    this.line = 'off';
    this.changed();
  }
}

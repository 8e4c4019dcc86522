// The line to the server. No cookie goes along: the token stands in a header, and only the pages that the channel lists
// get an answer.
import type { Door } from './hours';

export interface Look extends Door {
  title: string;
  greeting: string;
  colour: string;
  privacy: string;
  most_characters: number;
  most_files: number;
  largest_file: number;
  carries_on: boolean;
}
export interface Visit {
  name: string;
  email: string;
  carry_on: boolean;
  vouched: boolean;
  wrote: boolean;
}
export interface SentFile {
  id: string;
  name: string;
  media_type: string;
  size: number;
}
export interface Message {
  id: string;
  ours: boolean;
  name: string;
  text: string;
  at: string;
  key: string;
  edited: boolean;
  deleted: boolean;
  files: SentFile[];
}

// status 0: the server was not reached.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly seconds = 0,
    readonly field = '',
  ) {
    super(String(status));
  }
}

async function refusal(answer: Response): Promise<Refusal> {
  const told = (await answer.json().catch(() => ({}))) as { field?: string };
  return new Refusal(answer.status, Number(answer.headers.get('Retry-After')) || 0, told.field);
}

const silence = 35_000; // the server says something every ten seconds

export class Wire {
  token = '';
  #base: string;

  constructor(server: string, key: string) {
    this.#base = `${server}/chat/${key}`;
  }

  look = () => this.#json<Look>('GET', '/window');
  begin = (said: object) => this.#json<Visit & { token: string }>('POST', '/session', JSON.stringify(said));
  visit = () => this.#json<Visit>('GET', '/session');
  change = (said: object) => this.#json<Visit>('PUT', '/session', JSON.stringify(said));
  end = () => this.#call('DELETE', '/session');
  messages = (before = '') =>
    this.#json<{ items: Message[]; before: string | null }>('GET', `/messages${before && `?before=${before}`}`);
  say = (said: object) => this.#json<Message>('POST', '/messages', JSON.stringify(said));
  upload = (file: File) => {
    const query = new URLSearchParams({ name: file.name, type: file.type });
    return this.#json<{ file: string }>('POST', `/files?${query}`, file);
  };
  download = async (file: SentFile) => (await this.#call('GET', `/files/${file.id}`)).blob();

  async #json<T>(method: string, path: string, body?: string | Blob): Promise<T> {
    return (await (await this.#call(method, path, body)).json()) as T;
  }

  async #call(method: string, path: string, body?: string | Blob, more: RequestInit = {}): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.token) headers['Authorization'] = `Bearer ${this.token}`;
    if (body !== undefined)
      headers['Content-Type'] = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
    if (this.#last) headers['Last-Event-ID'] = this.#last;
    const asked = { method, headers, credentials: 'omit', ...(body === undefined ? {} : { body }), ...more } as const;
    const answer = await fetch(this.#base + path, asked).catch(() => {
      throw new Refusal(0);
    });
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }

  #last = '';

  // Listens until `stop` says so; `news` for each thing worth asking for. Throws Refusal when the line ends.
  async listen(news: () => void, stop: AbortSignal): Promise<void> {
    const line = new AbortController();
    const cut = () => line.abort();
    stop.addEventListener('abort', cut);
    let watch = setTimeout(cut, silence);
    try {
      const answer = await this.#call('GET', '/stream', undefined, { signal: line.signal });
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ;) {
        const { done, value } = await reader.read();
        if (done) throw new Refusal(0);
        clearTimeout(watch);
        watch = setTimeout(cut, silence);
        rest += value;
        const end = rest.lastIndexOf('\n\n');
        if (end < 0) continue;
        const told = rest.slice(0, end);
        rest = rest.slice(end + 2);
        for (const [, id] of told.matchAll(/^id: (\d+)$/gm)) this.#last = id!;
        if (/^event: /m.test(told)) news();
      }
    } catch (error) {
      throw error instanceof Refusal ? error : new Refusal(0);
    } finally {
      clearTimeout(watch);
      stop.removeEventListener('abort', cut);
      line.abort();
    }
  }
}

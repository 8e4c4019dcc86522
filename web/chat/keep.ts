// What this browser remembers: nothing before the visitor agreed, then the token for this tab, or for later when they
// ask to be known again. A browser that keeps nothing for us is no reason not to talk.
const stores = { tab: () => window.sessionStorage, later: () => window.localStorage };
type Where = keyof typeof stores;

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

export interface Kept {
  token: string;
  user?: string; // whom the site had signed, so that another login begins anew
  open?: boolean;
  draft?: string;
}

export class Keep {
  #name: string;
  #where: Where = 'tab';
  #now: Kept | null = null;

  constructor(key: string) {
    this.#name = `rapport-chat-${key}`;
    for (const where of ['tab', 'later'] as const) {
      const text = attempt(() => stores[where]().getItem(this.#name), null);
      const found = text ? attempt(() => JSON.parse(text) as Kept, null) : null;
      if (!this.#now && typeof found?.token === 'string') [this.#now, this.#where] = [found, where];
    }
  }

  get now(): Kept | null {
    return this.#now;
  }

  begin(kept: Kept, remember: boolean): void {
    this.#where = remember ? 'later' : 'tab';
    this.#now = kept;
    this.#write();
  }

  change(part: Partial<Kept>): void {
    if (!this.#now) return;
    this.#now = { ...this.#now, ...part };
    this.#write();
  }

  forget(): void {
    this.#now = null;
    for (const store of Object.values(stores)) attempt(() => store().removeItem(this.#name), undefined);
  }

  #write(): void {
    attempt(() => stores[this.#where]().setItem(this.#name, JSON.stringify(this.#now)), undefined);
  }
}

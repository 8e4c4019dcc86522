// The messages of one conversation: the newest page first, older ones when asked, new ones as they come.
import { conversations } from '../../api/calls';
import type { Message } from '../../api/types';
import { rooted } from '../../lib/rooted.svelte';
import type { LiveEvent } from '../../live/events';

const page = 50;

export class Thread {
  messages = $state.raw<Message[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  next = $state.raw<string | null>(null); // older ones are behind this
  private reading: Promise<void> | null = null;
  private stale = false;

  constructor(readonly id: string) {
    void this.load();
  }

  newest = $derived(this.messages.at(-1));
  complete = $derived(this.next === null && this.state === 'ready');

  load(): Promise<void> {
    this.stale = !!this.reading;
    this.reading ??= this.read().finally(() => {
      this.reading = null;
      if (this.stale) void this.load();
    });
    return this.reading;
  }

  async older() {
    if (!this.next) return;
    const more = await conversations.messages(this.id, this.next, page);
    const known = new Set(this.messages.map((one) => one.id));
    this.messages = [...more.items.filter((one) => !known.has(one.id)), ...this.messages];
    this.next = more.next;
  }

  hear(events: LiveEvent[], all: boolean) {
    const ours = (event: LiveEvent) =>
      /^(message|reaction)_/.test(event.type) && 'conversation' in event && event.conversation === this.id;
    if (all || events.some(ours)) void this.load();
  }

  // What the server has just answered, before the stream tells it.
  put(message: Message) {
    this.messages = merged(this.messages, [message]);
  }
  remove(id: string) {
    this.messages = this.messages.filter((one) => one.id !== id);
  }

  private async read() {
    try {
      const newest = await conversations.messages(this.id, null, page);
      const first = newest.items[0];
      // Older pages stay; within the newest page the server has the word, also about what is gone.
      const kept = first ? this.messages.filter((one) => one.sent_at < first.sent_at && this.state === 'ready') : [];
      if (!kept.length) this.next = newest.next;
      this.messages = merged(kept, newest.items);
      this.state = 'ready';
    } catch (error) {
      this.error = error;
      if (this.state !== 'ready') this.state = 'failed';
    }
  }
}

function merged(old: Message[], fresh: Message[]): Message[] {
  const byId = new Map(old.map((one) => [one.id, one]));
  for (const one of fresh) byId.set(one.id, one);
  return [...byId.values()].toSorted(
    (a, b) => Date.parse(a.sent_at) - Date.parse(b.sent_at) || (BigInt(a.id) < BigInt(b.id) ? -1 : 1),
  );
}

const kept = new Map<string, Thread>();
const mostKept = 24;

export function threadOf(id: string): Thread {
  const thread = kept.get(id) ?? rooted(() => new Thread(id));
  kept.delete(id);
  kept.set(id, thread);
  for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
  return thread;
}

// Threads that are kept but not in sight are read again when they are wanted.
export function hearAll(events: LiveEvent[], all: boolean, open: string | null) {
  for (const [id, thread] of kept) {
    if (id === open) thread.hear(events, all);
    else if (
      all ||
      events.some((event) => 'conversation' in event && event.conversation === id && event.type !== 'presence')
    )
      kept.delete(id);
  }
}

// The one event stream. Events are handed on once for each animation frame; a hidden tab has no frames, so it collects
// and catches up when it is shown. Beyond `most` events it is cheaper to read everything again.
import { session, streamAddress } from '../api/calls';
import { client } from '../api/queries';
import { liveTypes, touched, type LiveEvent } from './events';

type Listener = (events: LiveEvent[], all: boolean) => void;
const most = 500;
const patience = 5000;

class Stream {
  state = $state<'connecting' | 'live' | 'reconnecting'>('connecting');
  private source: EventSource | null = null;
  private last: string | null = null;
  private queue: LiveEvent[] = [];
  private frame = 0;
  private overflow = false;
  private doubt: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private wait = 1000;
  private listeners = new Set<Listener>();
  private hiddenCount: ReturnType<typeof setTimeout> | undefined;

  // Called with the events of a frame; `all` means: too many, read everything again.
  on(listener: Listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start() {
    this.stop();
    const source = new EventSource(streamAddress(this.last));
    this.source = source;
    source.addEventListener('open', () => this.opened());
    source.addEventListener('error', () => this.broke(source));
    source.addEventListener('hello', (event) => this.greet(event));
    for (const type of liveTypes) source.addEventListener(type, (event) => this.take(type, event));
  }

  stop() {
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
  }

  private greet(event: MessageEvent<string>) {
    this.last ??= String((JSON.parse(event.data) as { seq: string | number }).seq);
    this.opened();
  }

  private opened() {
    clearTimeout(this.doubt);
    this.doubt = undefined;
    this.wait = 1000;
    this.state = 'live';
  }

  // The browser reconnects by itself after a dropped line, but gives up after a refusal (a proxy's 502). The server ends
  // the stream of whoever is logged out: asking who one is shows the login at once.
  private broke(source: EventSource) {
    void session.get().catch(() => undefined);
    this.doubt ??= setTimeout(() => (this.state = 'reconnecting'), patience);
    if (source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.again);
    this.again = setTimeout(() => this.start(), this.wait);
    this.wait = Math.min(30_000, this.wait * 2);
  }

  private take(type: LiveEvent['type'], event: MessageEvent<string>) {
    if (event.lastEventId) this.last = event.lastEventId;
    if (this.queue.length < most) this.queue.push({ ...(JSON.parse(event.data) as LiveEvent), type } as LiveEvent);
    else this.overflow = true;
    if (!this.frame) this.frame = requestAnimationFrame(() => this.flush());
    if (document.hidden) this.countWhileHidden();
  }

  private flush() {
    const events = this.queue;
    const all = this.overflow;
    this.queue = [];
    this.overflow = false;
    this.frame = 0;
    if (all) void client.invalidateQueries();
    else for (const key of distinct(events.flatMap(touched))) void client.invalidateQueries({ queryKey: key });
    for (const listener of this.listeners) listener(events, all);
  }

  // The title and the favicon of a hidden tab still tell the truth, at most every few seconds.
  private countWhileHidden() {
    this.hiddenCount ??= setTimeout(() => {
      this.hiddenCount = undefined;
      void client.invalidateQueries({ queryKey: ['counts'] });
    }, 4000);
  }
}

function distinct(keys: string[][]): string[][] {
  return [...new Map(keys.map((key) => [key.join('/'), key])).values()];
}

export const stream = new Stream();

// What a topic has heard, as it is seen: newest first, taking what is new without moving what is read.
import { topics } from '../../api/calls.topics';
import type { SearchHit } from '../../api/types';
import type { LiveEvent } from '../../live/events';
import { joined, type Post } from './joined';

const page = 50;
const pause = 500;
const mostPages = 10;

export class Posts {
  rows = $state.raw<Post[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  arrived = $state(0);
  gone = $state.raw<ReadonlySet<string>>(new Set());
  selected = $state<string | null>(null);
  above = $state(false); // what came last was put in above
  atTop = true;
  private next: string | null = null;
  private busy = false;
  private refreshed = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly topic: string) {
    void this.load();
  }
  stop() {
    clearTimeout(this.timer);
  }

  get held() {
    return !this.atTop || this.selected !== null;
  }

  async load() {
    try {
      const first = await this.fetch(null);
      this.above = false;
      this.rows = first.rows;
      this.next = first.next;
      this.arrived = 0;
      this.gone = new Set();
      this.state = 'ready';
    } catch (error) {
      this.error = error;
      this.state = this.rows.length ? 'ready' : 'failed';
    }
  }

  async more() {
    if (this.busy || !this.next) return;
    this.busy = true;
    try {
      const more = await this.fetch(this.next);
      const known = new Set(this.rows.map((row) => row.id));
      this.above = false;
      this.rows = [...this.rows, ...more.rows.filter((row) => !known.has(row.id))];
      this.next = more.next;
    } catch {
      // Asked for again at the next scroll.
    } finally {
      this.busy = false;
    }
  }

  hear(events: LiveEvent[], all: boolean) {
    if (all || events.some((event) => event.type === 'message_added' || event.type === 'message_changed'))
      this.refreshSoon();
  }

  refreshSoon() {
    this.timer ??= setTimeout(() => void this.refresh(), Math.max(0, this.refreshed + pause - Date.now()));
  }

  // Everything new, from the top.
  async showNew() {
    this.selected = null;
    await this.load();
  }

  private async refresh() {
    this.refreshed = Date.now();
    try {
      const head = await this.head();
      const now = joined(this.rows, head.rows, { held: this.held, whole: head.next === null });
      this.above = now.above > 0 && this.held;
      if (this.held) this.arrived += now.above;
      this.gone = new Set([...this.gone, ...now.gone]);
      if (now.rows.length <= head.rows.length) this.next = head.next;
      this.rows = now.rows;
      if (this.state === 'failed') this.state = 'ready';
    } catch {
      // The next event, or the stream's return, asks again.
    } finally {
      this.timer = undefined;
    }
  }

  // As far down as what is known already, so that there is no gap between.
  private async head() {
    const known = new Set(this.rows.map((row) => row.id));
    const all = await this.fetch(null);
    for (let pages = 1; pages < mostPages && known.size && all.next; pages += 1) {
      if (all.rows.some((row) => known.has(row.id))) break;
      const more = await this.fetch(all.next);
      all.rows.push(...more.rows);
      all.next = more.next;
    }
    return all;
  }

  private async fetch(before: string | null): Promise<{ rows: Post[]; next: string | null }> {
    const { items, next } = await topics.messages(this.topic, before, page);
    return { rows: items.map((hit: SearchHit) => ({ id: hit.message.id, hit })), next };
  }
}

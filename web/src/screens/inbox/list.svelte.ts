// One filtered list of conversations. Kept while the member looks elsewhere, so that Back shows it as it was.
import { conversations } from '../../api/calls';
import type { ConversationRow } from '../../api/types';
import { merge, neighbour } from '../../lib/anchor';
import { rooted } from '../../lib/rooted.svelte';
import type { LiveEvent } from '../../live/events';
import type { Filter } from './views';

const page = 50;
const pause = 500;
const mostLooks = 12;

interface Taken {
  row: ConversationRow;
  at: number;
}

export class InboxList {
  rows = $state.raw<ConversationRow[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<unknown>(null);
  arrived = $state(0);
  gone = $state.raw<ReadonlySet<string>>(new Set());
  checked = $state.raw<ReadonlySet<string>>(new Set());
  wholeView = $state(false); // the checks mean everything this view finds, loaded or not
  next = $state.raw<string | null>(null);
  atTop = true;
  total = 0; // of the whole view, as the counts tell
  channelName: string | undefined; // of the filter's channel
  selected = $state<string | null>(null);
  private loadingMore = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private refreshed = 0;
  private changed = new Set<string>();
  private taken = new Map<string, Taken>();

  constructor(readonly filter: Filter) {
    void this.load();
  }

  // While something is selected or scrolled away from the top, nothing may move.
  get held() {
    return !this.atTop || this.selected !== null;
  }

  async load() {
    try {
      const first = await this.fetch(null);
      this.rows = first.items;
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
    if (this.loadingMore || !this.next) return;
    this.loadingMore = true;
    try {
      const more = await this.fetch(this.next);
      const known = new Set(this.rows.map((row) => row.id));
      this.rows = [...this.rows, ...more.items.filter((row) => !known.has(row.id))];
      this.next = more.next;
    } catch {
      // The end of the list is asked for again at the next scroll.
    } finally {
      this.loadingMore = false;
    }
  }

  hear(events: LiveEvent[], all: boolean) {
    for (const event of events) {
      if (event.type === 'presence') this.change(event.conversation, { viewers: event.viewers });
      else if ('conversation' in event && event.conversation) this.changed.add(event.conversation);
    }
    if (all || this.changed.size) this.refreshSoon();
  }

  // At once when it is quiet; while much arrives, at most every `pause`.
  private refreshSoon() {
    this.timer ??= setTimeout(() => void this.refresh(), Math.max(0, this.refreshed + pause - Date.now()));
  }

  async refresh() {
    this.refreshed = Date.now();
    const changed = this.changed;
    this.changed = new Set();
    try {
      const head = await this.fetch(null);
      const options = { held: this.held, whole: head.next === null, newestFirst: this.filter.order === 'newest' };
      const merged = merge(this.rows, head.items, options);
      this.rows = merged.rows;
      this.arrived += merged.arrived;
      this.gone = new Set([...this.gone, ...merged.gone].filter((id) => !head.items.some((row) => row.id === id)));
      if (this.state === 'failed') this.state = 'ready';
      const seen = new Set(head.items.map((row) => row.id));
      await this.look([...changed].filter((id) => !seen.has(id) && this.row(id)).slice(0, mostLooks));
    } catch {
      // The stream's next event, or its return, asks again.
    } finally {
      this.timer = undefined;
      if (this.changed.size) this.refreshSoon();
    }
  }

  // Everything new, from the top.
  async showNew() {
    this.arrived = 0;
    await this.load();
  }

  row(id: string | null): ConversationRow | undefined {
    return this.rows.find((row) => row.id === id);
  }
  change(id: string, change: Partial<ConversationRow>) {
    if (this.row(id)) this.rows = this.rows.map((row) => (row.id === id ? { ...row, ...change } : row));
  }
  // Takes rows away; the neighbour of the selected one is returned to take the selection.
  take(ids: string[]): string | null {
    const going = new Set(ids);
    const after = this.selected && going.has(this.selected) ? this.afterward(going) : this.selected;
    for (const [at, row] of this.rows.entries()) if (going.has(row.id)) this.taken.set(row.id, { row, at });
    this.rows = this.rows.filter((row) => !going.has(row.id));
    this.gone = new Set([...this.gone].filter((id) => !going.has(id)));
    return after;
  }
  putBack(ids: string[]) {
    const back = ids.flatMap((id) => this.taken.get(id) ?? []).filter((one) => !this.row(one.row.id));
    const rows = [...this.rows];
    for (const one of back.toSorted((a, b) => a.at - b.at)) rows.splice(one.at, 0, one.row);
    for (const id of ids) this.taken.delete(id);
    this.rows = rows;
  }

  check(ids: string[], on: boolean) {
    this.wholeView = false;
    const next = new Set(this.checked);
    for (const id of ids)
      if (on) next.add(id);
      else next.delete(id);
    this.checked = next;
  }
  uncheck() {
    this.checked = new Set();
    this.wholeView = false;
  }

  private afterward(going: Set<string>): string | null {
    const left = this.rows.filter((row) => !going.has(row.id) || row.id === this.selected);
    return neighbour(left, this.selected);
  }

  private async look(ids: string[]) {
    const found = await Promise.all(ids.map((id) => conversations.get(id).catch(() => null)));
    const fresh = new Map(found.flatMap((row) => (row ? [[row.id, row as ConversationRow]] : [])));
    if (fresh.size) this.rows = this.rows.map((row) => fresh.get(row.id) ?? row);
  }

  private fetch(cursor: string | null) {
    const { view, channel, label, q, order } = this.filter;
    return conversations.list({ view, channel, label, q, order, cursor, limit: page });
  }
}

const kept = new Map<string, InboxList>();
const mostKept = 12;

export function listFor(filter: Filter): InboxList {
  const key = JSON.stringify(filter);
  const list = kept.get(key) ?? rooted(() => new InboxList(filter));
  kept.delete(key);
  kept.set(key, list);
  for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
  return list;
}

// A change made here shows in every list that is kept.
export const everyList = () => [...kept.values()];

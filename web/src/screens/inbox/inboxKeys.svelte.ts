// What the keys and the buttons of the Inbox do. With checked rows an action means them; else the open conversation.
import { MediaQuery } from 'svelte/reactivity';
import { keyboard, useKeys } from '../../app/keyboard.svelte';
import { panels } from '../../app/panels.svelte';
import { place } from '../../app/place.svelte';
import { session } from '../../app/session.svelte';
import { client } from '../../api/queries';
import type { Conversation } from '../../api/types';
import { neighbour, step } from '../../lib/anchor';
import { assign, close, reopen, select, type Target } from './actions';
import type { InboxList } from './list.svelte';
import type ListPane from './ListPane.svelte';
import type Pickers from './Pickers.svelte';
import type { Choice } from './Pickers.svelte';
import { asQuery } from './views';
import { wish } from './wish.svelte';

type Act = Choice | 'done';
interface Parts {
  list: () => InboxList;
  id: () => string | null;
  pickers: () => Pickers | undefined;
  pane: () => ListPane | undefined;
  peek: () => unknown;
}
const memory = 'rapport_context';

export class InboxKeys {
  private wanted = $state(localStorage.getItem(memory) !== 'hidden');
  private waiting: ((pickers: Pickers, begun: string) => void) | null = null;
  private narrow = new MediaQuery('(max-width: 1240px)');
  context = $derived(this.wanted && !this.narrow.current);

  constructor(private parts: Parts) {
    const writing = (does: () => void | boolean) => () => (session.writes && this.target() ? does() : false);
    useKeys({
      next: () => this.move(1),
      previous: () => this.move(-1),
      first: () => this.go(parts.list().rows[0]?.id ?? null),
      last: () => this.go(parts.list().rows.at(-1)?.id ?? null),
      open: () => this.open(),
      peek: () => (parts.peek() ? undefined : false),
      select: () => this.check(),
      extendDown: () => this.extend(1),
      extendUp: () => this.extend(-1),
      selectAll: () => this.all(),
      showNew: () => this.showNew(),
      context: () => this.toggleContext(),
      escape: () => this.peel(),
      reply: () => this.write(false),
      note: () => this.write(true),
      assign: writing(() => this.act('assign')),
      snooze: writing(() => this.act('snooze')),
      label: writing(() => this.act('label')),
      done: writing(() => this.act('done')),
      doneNext: writing(() => this.doneNext()),
      assignMe: writing(() => void assign(this.target()!, session.member)),
    });
  }

  act(
    what: Act,
    anchor: Element | null = document.querySelector(`[data-act="${what}"]`) ?? document.querySelector('.bar'),
  ) {
    const target = this.target();
    if (!target) return;
    const place = anchor ?? document.querySelector(`.row.selected`);
    if (what === 'done') void (this.allClosed(target) ? reopen(target) : close(target));
    else this.choose((pickers, begun) => pickers.open(what, place, target, begun));
  }
  filter(anchor: Element | null) {
    this.choose((pickers, begun) => pickers.openFilter(anchor, begun));
  }

  // The pickers load after the list has painted: what is asked for and typed before they are here is kept for them.
  private choose(open: (pickers: Pickers, begun: string) => void) {
    const here = this.parts.pickers();
    if (here) return open(here, '');
    if (!this.waiting) keyboard.keep();
    this.waiting = open;
  }
  ready(pickers: Pickers | null) {
    if (!this.waiting) return;
    const begun = keyboard.release();
    if (pickers) this.waiting(pickers, begun);
    this.waiting = null;
  }

  // After "send and done": the neighbour takes the selection.
  afterDone(id: string) {
    const list = this.parts.list();
    const next = neighbour(list.rows, id);
    if (list.filter.view !== 'all') list.take([id]);
    this.go(next);
  }

  toggleContext() {
    if (this.narrow.current) {
      this.parts.peek();
      return;
    }
    this.wanted = !this.wanted;
    localStorage.setItem(memory, this.wanted ? 'shown' : 'hidden');
  }

  private target(): Target | null {
    const list = this.parts.list();
    const id = this.parts.id();
    const checked = [...list.checked];
    if (list.wholeView)
      return {
        list,
        ids: list.rows.map((row) => row.id),
        query: asQuery(list.filter, list.channelName),
        count: list.total,
      };
    if (checked.length) return { list, ids: checked, count: checked.length };
    return id ? { list, ids: [id], count: 1 } : null;
  }
  private allClosed(target: Target) {
    return target.ids.every(
      (id) => target.list?.row(id)?.closed_at ?? client.getQueryData<Conversation>(['conversation', id])?.closed_at,
    );
  }
  private doneNext() {
    const target = this.target();
    const id = this.parts.id();
    if (!target) return;
    const next = neighbour(this.parts.list().rows, id);
    void close(target);
    if (this.parts.id() === id) this.go(next);
  }

  // The conversation's half of the page is still on its way; when it is here, it answers to these keys itself.
  private write(internal: boolean): void | boolean {
    const id = this.parts.id();
    if (!id || !session.writes) return false;
    wish.make(id, internal);
    return undefined;
  }
  private move(by: number) {
    const list = this.parts.list();
    const next = step(list.rows, this.parts.id(), by);
    if (list.rows.findIndex((row) => row.id === next) > list.rows.length - 6) void list.more();
    this.go(next);
  }
  private go(id: string | null) {
    if (!id) return;
    select(id);
    this.parts.pane()?.reveal(id, document.activeElement !== document.body);
  }
  private open(): void | boolean {
    const id = this.parts.id();
    if (!id) return this.move(1);
    document.querySelector<HTMLElement>('.conversation .box')?.focus();
    return undefined;
  }
  private check() {
    const list = this.parts.list();
    const id = this.parts.id();
    if (id) list.check([id], !list.checked.has(id));
    else this.move(1);
  }
  private extend(by: number) {
    const list = this.parts.list();
    const id = this.parts.id();
    if (id) list.check([id], true);
    const next = step(list.rows, id, by);
    if (next) list.check([next], true);
    this.go(next);
  }
  private all() {
    const list = this.parts.list();
    const every = list.rows.every((row) => list.checked.has(row.id));
    list.check(
      list.rows.map((row) => row.id),
      true,
    );
    list.wholeView = every;
  }
  private showNew(): void | boolean {
    if (!this.parts.list().arrived) return false;
    void this.parts.list().showNew();
    this.parts.pane()?.toTop();
    return undefined;
  }
  // Esc: first the checks, then the open conversation.
  private peel(): void | boolean {
    const list = this.parts.list();
    if (panels.open) return false;
    if (list.checked.size) list.uncheck();
    else if (this.parts.id()) select(null, false);
    else if (list.filter.q || list.filter.channel || list.filter.label)
      place.refine({ q: null, channel: null, label: null });
    else return false;
    return undefined;
  }
}

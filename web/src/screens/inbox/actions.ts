// What can be done to conversations. Each shows at once, is sent, can be undone with `z`, and is put back when the server
// refuses. One conversation goes to its own address; several, or everything a view finds, go as one bulk.
import { bulk, conversations } from '../../api/calls';
import { client } from '../../api/queries';
import type { Bulk, Conversation, ConversationRow, Member } from '../../api/types';
import { href, place } from '../../app/place.svelte';
import { session } from '../../app/session.svelte';
import { toasts } from '../../app/toasts.svelte';
import { inboxWords as w } from '../../i18n/en.inbox';
import { until } from '../../lib/time';
import { everyList, type InboxList } from './list.svelte';
import { fits } from './views';

export interface Target {
  list: InboxList | null;
  ids: string[];
  query?: string | undefined; // everything this finds, not only `ids`
  count: number;
}

interface Deed {
  said: string;
  change: Partial<ConversationRow> | ((row: ConversationRow) => Partial<ConversationRow>);
  single: (id: string) => Promise<unknown>;
  back: (id: string, before: ConversationRow | undefined) => Promise<unknown>;
  bulk: Pick<Bulk, 'action' | 'value'>;
}

const day = 24 * 60 * 60_000;

function rowOf(id: string): ConversationRow | undefined {
  for (const list of everyList()) {
    const row = list.row(id);
    if (row) return row;
  }
  return client.getQueryData<Conversation>(['conversation', id]);
}

async function perform(target: Target, deed: Deed) {
  const before = new Map(target.ids.map((id) => [id, rowOf(id)]));
  const change = (row: ConversationRow) => (typeof deed.change === 'function' ? deed.change(row) : deed.change);
  show(target, change);
  const restore = () => putBack(target.ids, before);
  try {
    const undo = await send(target, deed, before);
    toasts.say(deed.said, {
      until: day,
      undo: async () => {
        restore();
        await undo();
        refresh(target.ids);
      },
    });
  } catch (error) {
    restore();
    toasts.fail(error, w.done.failed);
  } finally {
    refresh(target.ids);
  }
}

async function send(target: Target, deed: Deed, before: Map<string, ConversationRow | undefined>) {
  const [only] = target.ids;
  if (target.ids.length === 1 && !target.query && only) {
    await deed.single(only);
    return () => deed.back(only, before.get(only));
  }
  const which = target.query === undefined ? { conversations: target.ids } : { query: target.query };
  const result = await bulk.run({ ...which, ...deed.bulk });
  if (target.query !== undefined) for (const list of everyList()) void list.load();
  return () => bulk.undo(result.id).then(() => everyList().forEach((list) => void list.load()));
}

function show(target: Target, change: (row: ConversationRow) => Partial<ConversationRow>) {
  const me = session.member?.id ?? '';
  const goTo = target.list?.selected ?? null;
  let next: string | null = goTo;
  for (const list of everyList()) {
    const leaving: string[] = [];
    for (const id of target.ids) {
      const row = list.row(id);
      if (!row) continue;
      list.change(id, change(row));
      if (!fits({ ...row, ...change(row) }, list.filter, me)) leaving.push(id);
    }
    const after = leaving.length ? list.take(leaving) : list.selected;
    if (list === target.list) next = after;
  }
  for (const id of target.ids) {
    client.setQueryData<Conversation>(['conversation', id], (old) => old && { ...old, ...change(old) });
  }
  target.list?.uncheck();
  if (next !== goTo) select(next);
}

function putBack(ids: string[], before: Map<string, ConversationRow | undefined>) {
  for (const list of everyList()) {
    list.putBack(ids);
    for (const id of ids) {
      const row = before.get(id);
      if (row) list.change(id, row);
    }
  }
}

function refresh(ids: string[]) {
  for (const id of ids.slice(0, 20)) void client.invalidateQueries({ queryKey: ['conversation', id] });
  void client.invalidateQueries({ queryKey: ['counts'] });
}

export function select(id: string | null, replace = true) {
  place.go(href('inbox', id ? { conversation: id } : {}, place.query), { replace });
}

export const close = (target: Target) =>
  perform(target, {
    said: w.done.closed(target.count),
    change: { closed_at: new Date().toISOString(), snoozed_until: null, waiting_since: null },
    single: conversations.close,
    back: conversations.reopen,
    bulk: { action: 'close' },
  });

export const reopen = (target: Target) =>
  perform(target, {
    said: w.done.reopened(target.count),
    change: { closed_at: null },
    single: conversations.reopen,
    back: conversations.close,
    bulk: { action: 'reopen' },
  });

export const snooze = (target: Target, at: Date) =>
  perform(target, {
    said: w.done.snoozed(until(at, Date.now()), target.count),
    change: { snoozed_until: at.toISOString() },
    single: (id) => conversations.snooze(id, at.toISOString()),
    back: conversations.wake,
    bulk: { action: 'snooze', value: at.toISOString() },
  });

export const wake = (target: Target) =>
  perform(target, {
    said: w.done.woken,
    change: { snoozed_until: null },
    single: conversations.wake,
    back: (id, before) => (before?.snoozed_until ? conversations.snooze(id, before.snoozed_until) : Promise.resolve()),
    bulk: { action: 'reopen' },
  });

export const assign = (target: Target, member: Pick<Member, 'id' | 'name'> | null) =>
  perform(target, {
    said: member ? w.done.assigned(member.name, target.count) : w.done.unassigned,
    change: { assignee: member && { id: member.id, name: member.name } },
    single: (id) => (member ? conversations.assign(id, member.id) : conversations.unassign(id)),
    back: (id, before) =>
      before?.assignee ? conversations.assign(id, before.assignee.id) : conversations.unassign(id),
    bulk: member ? { action: 'assign', value: member.id } : { action: 'unassign' },
  });

export const label = (target: Target, name: string, on: boolean) =>
  perform(target, {
    said: on ? w.done.labelled(name) : w.done.unlabelled(name),
    change: (row) => ({ labels: on ? [...new Set([...row.labels, name])] : row.labels.filter((one) => one !== name) }),
    single: (id) => (on ? conversations.label(id, name) : conversations.unlabel(id, name)),
    back: (id) => (on ? conversations.unlabel(id, name) : conversations.label(id, name)),
    bulk: { action: on ? 'label' : 'unlabel', value: name },
  });

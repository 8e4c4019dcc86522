// The views of the Inbox, and which rows belong to which.
import type { ConversationRow, Counts } from '../../api/types';
import { inboxWords as w } from '../../i18n/en.inbox';
import type { IconName } from '../../ui/icon-names';

export const viewNames = ['open', 'mine', 'unassigned', 'snoozed', 'closed', 'failed', 'heard', 'all'] as const;
export type ViewName = (typeof viewNames)[number];

export const viewIcons: Record<ViewName, IconName> = {
  open: 'inbox',
  mine: 'user-check',
  unassigned: 'user-x',
  snoozed: 'alarm-clock',
  closed: 'check-check',
  failed: 'circle-alert',
  heard: 'ear',
  all: 'archive',
};

export interface Filter {
  view: ViewName;
  channel: string;
  label: string;
  q: string;
  order: string;
}

export function filterOf(query: Record<string, string>): Filter {
  const view = viewNames.find((name) => name === query['view']) ?? 'open';
  return {
    view,
    channel: query['channel'] ?? '',
    label: query['label'] ?? '',
    q: query['q'] ?? '',
    order: query['order'] ?? 'newest',
  };
}

// Whether a row still belongs to a view after a change made here. What only the server can say (words) stays.
export function fits(row: ConversationRow, filter: Filter, me: string): boolean {
  if (filter.label && !row.labels.includes(filter.label)) return false;
  const open = !row.closed_at && !row.snoozed_until && !row.heard;
  const rules: Record<ViewName, boolean> = {
    open,
    mine: open && row.assignee?.id === me,
    unassigned: open && !row.assignee,
    snoozed: !!row.snoozed_until && !row.closed_at,
    closed: !!row.closed_at,
    failed: row.failed,
    heard: row.heard && !row.closed_at,
    all: true,
  };
  return rules[filter.view];
}

export const countOf = (counts: Counts | undefined, view: ViewName): number | null => counts?.[view] ?? null;

// The same filter in the words of the search, for actions over everything that it finds and for saved views.
export function asQuery(filter: Filter, channelName: string | undefined): string {
  const word: Record<ViewName, string> = {
    open: 'is:open',
    mine: 'is:open assigned:me',
    unassigned: 'is:open assigned:none',
    snoozed: 'is:snoozed',
    closed: 'is:closed',
    failed: 'is:failed',
    heard: 'is:heard',
    all: '',
  };
  const quoted = (text: string) => (/[\s"]/.test(text) ? `"${text.replaceAll('"', '')}"` : text);
  return [
    word[filter.view],
    channelName && `in:${quoted(channelName)}`,
    filter.label && `label:${quoted(filter.label)}`,
    filter.q,
  ]
    .filter(Boolean)
    .join(' ');
}

export const viewLabel = (view: ViewName) => w.views[view];

// What an entry of the audit log says, and which entries an address asks for.
import type { AuditQuery } from '../../../api/calls.settings';
import type { AuditEntry } from '../../../api/types';
import { auditWords as w } from '../../../i18n/en.audit';

const day = 24 * 60 * 60_000;

export const named = (action: string): string =>
  w.actions[action as keyof typeof w.actions] ?? action.replaceAll('_', ' ');

// An action that this page does not know yet is still told, by its own name.
export function said(entry: AuditEntry): string {
  const words = w.said[entry.action as keyof typeof w.said];
  return words ? words(entry.target, entry.details) : `${named(entry.action)}: ${entry.target}`;
}

export const actorOf = (name: string): string => (name === 'system' ? w.byProgram : name);

export type When = 'any' | 'today' | 'week' | 'month' | 'between';

export function asked(query: Record<string, string>, now: number): AuditQuery {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const since: Partial<Record<string, number>> = {
    today: midnight,
    week: midnight - 6 * day,
    month: midnight - 29 * day,
  };
  const from = query['when'] === 'between' ? Date.parse(`${query['from']}T00:00`) : since[query['when'] ?? ''];
  const to = query['when'] === 'between' ? Date.parse(`${query['to']}T00:00`) : NaN;
  return {
    ...(query['who'] ? { actor: query['who'] } : {}),
    ...(query['what'] ? { action: query['what'] } : {}),
    ...(from ? { since: new Date(from).toISOString() } : {}),
    ...(to ? { until: new Date(new Date(to).setDate(new Date(to).getDate() + 1)).toISOString() } : {}),
  };
}

export interface Day {
  id: string;
  entries: AuditEntry[];
}
export function byDay(entries: AuditEntry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const id = new Date(entry.at).toDateString();
    const last = days.at(-1);
    if (last?.id === id) last.entries.push(entry);
    else days.push({ id, entries: [entry] });
  }
  return days;
}

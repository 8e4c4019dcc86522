import { expect, test } from 'vitest';
import type { ConversationRow } from '../../api/types';
import { asQuery, filterOf, fits, type Filter } from './views';

const row = (change: Partial<ConversationRow> = {}) =>
  ({
    id: '1',
    labels: [],
    closed_at: null,
    snoozed_until: null,
    assignee: null,
    failed: false,
    heard: false,
    ...change,
  }) as unknown as ConversationRow;
const filter = (query: Record<string, string>): Filter => filterOf(query);

test('what is only heard is in no view but its own and all', () => {
  const heard = row({ heard: true });
  expect(['open', 'mine', 'unassigned', 'heard', 'all'].filter((view) => fits(heard, filter({ view }), 'me'))).toEqual([
    'heard',
    'all',
  ]);
});

test('a row leaves the open view when it is done or sleeps', () => {
  expect(fits(row(), filter({}), 'me')).toBe(true);
  expect(fits(row({ closed_at: '2026-11-23T00:00:00Z' }), filter({}), 'me')).toBe(false);
  expect(fits(row({ snoozed_until: '2026-11-24T00:00:00Z' }), filter({}), 'me')).toBe(false);
});

test('mine and unassigned follow the owner', () => {
  const taken = row({ assignee: { id: 'me', name: 'Mara' } });
  expect(fits(taken, filter({ view: 'mine' }), 'me')).toBe(true);
  expect(fits(taken, filter({ view: 'mine' }), 'tom')).toBe(false);
  expect(fits(taken, filter({ view: 'unassigned' }), 'me')).toBe(false);
});

test('an unknown view is the open one', () => {
  expect(filter({ view: 'nonsense' }).view).toBe('open');
});

test('a filter can be said in the words of the search', () => {
  expect(asQuery(filter({ view: 'mine', label: 'big order', q: 'cake' }), 'Counter mail')).toBe(
    'is:open assigned:me in:"Counter mail" label:"big order" cake',
  );
  expect(asQuery(filter({ view: 'all' }), undefined)).toBe('');
});

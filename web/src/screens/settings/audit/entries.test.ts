import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../api/types';
import { asked, byDay, named, said } from './entries';

const entry = (action: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: '1',
  at: '2026-03-01T10:00:00Z',
  actor: 'Antoinette',
  actor_id: '2',
  action,
  target: 'eva@bakery.example',
  details: {},
  ...more,
});

test('an entry reads as a sentence', () => {
  expect(said(entry('member_invited', { details: { role: 'agent' } }))).toBe('invited eva@bakery.example as agent');
  expect(said(entry('member_role_changed', { details: { from: 'agent', to: 'admin' } }))).toBe(
    'made eva@bakery.example admin, who was agent',
  );
});

test('what is not known yet is told by its own name', () => {
  expect(named('oven_lit')).toBe('oven lit');
  expect(said(entry('oven_lit'))).toBe('oven lit: eva@bakery.example');
});

test('an address asks for whom, what and when', () => {
  const now = new Date(2026, 2, 10, 15, 30).getTime();
  expect(asked({}, now)).toEqual({});
  expect(asked({ who: 'Eva', what: 'key_added' }, now)).toEqual({ actor: 'Eva', action: 'key_added' });
  expect(asked({ when: 'today' }, now)).toEqual({ since: new Date(2026, 2, 10).toISOString() });
  expect(asked({ when: 'week' }, now).since).toBe(new Date(2026, 2, 4).toISOString());
});

test('between two days both days count, and half an answer is no filter', () => {
  const now = Date.now();
  expect(asked({ when: 'between', from: '2026-03-01', to: '2026-03-02' }, now)).toEqual({
    since: new Date(2026, 2, 1).toISOString(),
    until: new Date(2026, 2, 3).toISOString(),
  });
  expect(asked({ when: 'between', from: '', to: '2026-03-02' }, now)).toEqual({
    until: new Date(2026, 2, 3).toISOString(),
  });
  expect(asked({ when: 'between' }, now)).toEqual({});
});

test('entries stand under their days', () => {
  const days = byDay([
    entry('a', { at: '2026-03-02T12:00:00Z' }),
    entry('b', { at: '2026-03-01T12:00:00Z' }),
    entry('c', { at: '2026-03-01T11:00:00Z' }),
  ]);
  expect(days.map((day) => day.entries.map((one) => one.action))).toEqual([['a'], ['b', 'c']]);
});

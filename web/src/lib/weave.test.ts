import { expect, test } from 'vitest';
import type { ConversationRecord, Message } from '../api/types';
import { weave } from './weave';

const message = (id: string, sent_at: string, by = 'ana') =>
  ({ id, sent_at, direction: 'inbound', kind: 'personal', member: null, author: { id: by } }) as unknown as Message;
const record = (id: string, at: string) => ({ id, at, kind: 'closed', by: 'Mara', value: '' }) as ConversationRecord;
const kinds = (entries: ReturnType<typeof weave>) => entries.map((entry) => entry.kind).join(' ');

test('days part what is on different days, and records stand between messages', () => {
  const entries = weave(
    [message('1', '2026-11-20T10:00:00Z'), message('2', '2026-11-22T10:00:00Z')],
    [record('r', '2026-11-20T11:00:00Z'), record('s', '2026-11-20T11:01:00Z')],
    true,
  );
  expect(kinds(entries)).toBe('day message records day message');
});

test('the same hand within ten minutes follows without a second name', () => {
  const entries = weave(
    [
      message('1', '2026-11-20T10:00:00Z'),
      message('2', '2026-11-20T10:09:00Z'),
      message('3', '2026-11-20T10:10:00Z', 'rui'),
    ],
    [],
    true,
  );
  expect(entries.flatMap((entry) => (entry.kind === 'message' ? entry.follows : []))).toEqual([false, true, false]);
});

test('records of messages that are not loaded wait', () => {
  const entries = weave([message('9', '2026-11-22T10:00:00Z')], [record('r', '2026-11-20T11:00:00Z')], false);
  expect(kinds(entries)).toBe('day message');
});

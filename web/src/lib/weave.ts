// Messages and records of a conversation as one line of time: days, messages in groups, what was done in between.
import type { ConversationRecord, Message } from '../api/types';
import { sameDay } from './time';

export type Entry =
  | { kind: 'day'; id: string; at: string }
  | { kind: 'message'; id: string; message: Message; follows: boolean }
  | { kind: 'records'; id: string; records: ConversationRecord[] };

const groupWithin = 10 * 60_000;

// `from`: records before this moment belong to messages that are not loaded.
export function weave(messages: Message[], records: ConversationRecord[], complete: boolean): Entry[] {
  const from = complete ? 0 : Date.parse(messages[0]?.sent_at ?? '9999-01-01T00:00:00Z');
  const items = [
    ...messages.map((message) => ({ at: message.sent_at, message, record: null })),
    ...records.filter((one) => Date.parse(one.at) >= from).map((record) => ({ at: record.at, message: null, record })),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const entries: Entry[] = [];
  let before: { at: string; message: Message | null } | null = null;
  for (const item of items) {
    if (!before || !sameDay(before.at, item.at)) entries.push({ kind: 'day', id: `day-${item.at}`, at: item.at });
    const last = entries.at(-1);
    if (item.message) {
      entries.push({
        kind: 'message',
        id: item.message.id,
        message: item.message,
        follows: follows(before?.message ?? null, item.message),
      });
    } else if (item.record) {
      if (last?.kind === 'records') last.records.push(item.record);
      else entries.push({ kind: 'records', id: `record-${item.record.id}`, records: [item.record] });
    }
    before = item;
  }
  return entries;
}

// The same hand within ten minutes: no second name and face.
function follows(before: Message | null, message: Message): boolean {
  if (!before || before.direction !== message.direction || before.kind !== message.kind) return false;
  const hand = (one: Message) => one.member?.id ?? one.author?.id ?? '';
  return hand(before) === hand(message) && Date.parse(message.sent_at) - Date.parse(before.sent_at) < groupWithin;
}

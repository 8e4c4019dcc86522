import { expect, test } from 'vitest';
import { keysOf } from './keys';
import { refusal, remapped, swapped } from './remap';

test('keys that another action has are refused, and it is said which', () => {
  expect(refusal('reply', 'e', {})).toEqual({ kind: 'taken', by: 'done' });
  expect(refusal('reply', 'q', {})).toBeNull();
  expect(refusal('reply', 'r', {})).toBeNull();
});

test('what was changed counts, not what stands in the table', () => {
  expect(refusal('reply', 'e', { done: 'q' })).toBeNull();
  expect(refusal('reply', 'q', { done: 'q' })).toEqual({ kind: 'taken', by: 'done' });
});

test('the beginning of a sequence is taken', () => {
  expect(refusal('reply', 'g', {})).toEqual({ kind: 'taken', by: 'goInbox' });
  expect(refusal('goPeople', 'r p', {})).toEqual({ kind: 'taken', by: 'reply' });
  expect(refusal('goPeople', 'g q', {})).toBeNull();
});

test('the browser keeps its own keys, and Esc always leads out', () => {
  for (const keys of ['', 'escape', 'tab', 'mod+w', 'g tab'])
    expect(refusal('reply', keys, {})).toEqual({ kind: 'reserved' });
});

test('going back to the table leaves nothing behind', () => {
  expect(remapped({}, 'reply', 'q')).toEqual({ reply: 'q' });
  expect(remapped({ reply: 'q' }, 'reply', 'r')).toEqual({});
});

test('a swap gives each the keys of the other', () => {
  const after = swapped({}, 'reply', 'done', 'e');
  expect([keysOf('reply', after), keysOf('done', after)]).toEqual(['e', 'r']);
  expect(swapped(after, 'reply', 'done', 'r')).toEqual({});
});

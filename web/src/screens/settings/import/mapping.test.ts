import { expect, test } from 'vitest';
import { formatOf, meaningOf, meant, missing } from './mapping';

const guessed = { author: 'who', text: 'body' };

test('a column holds one thing, and a thing stands in one column', () => {
  expect(meant(guessed, 'note', 'text')).toEqual({ author: 'who', text: 'note' });
  expect(meant(guessed, 'who', 'author_name')).toEqual({ text: 'body', author_name: 'who' });
  expect(meant(guessed, 'body', '')).toEqual({ author: 'who' });
  expect(guessed).toEqual({ author: 'who', text: 'body' });
});

test('what a column holds can be asked', () => {
  expect(meaningOf(guessed, 'who')).toBe('author');
  expect(meaningOf(guessed, 'other')).toBe('');
});

test('what is still needed is known', () => {
  expect(missing(guessed)).toEqual([]);
  expect(missing({ text: 'body' })).toEqual(['author']);
});

test('a file that says what it is needs no question', () => {
  expect(formatOf('Posts 2025.CSV')).toBe('posts-csv');
  expect(formatOf('Inbox.mbox')).toBe('mbox');
  expect(formatOf('outbox.json')).toBe('mastodon-outbox');
  expect(formatOf('twitter-2025-01-01-abc.zip')).toBe('x-archive');
  expect(formatOf('holiday.zip')).toBeNull();
});

import { expect, test } from 'vitest';
import { graphemes, lengthOf, weighted } from './count';

test('a family and a flag are one character as people see them', () => {
  expect(graphemes('👩‍👩‍👧‍👦')).toBe(1);
  expect(graphemes('🇫🇷 é')).toBe(3);
  expect(graphemes('plain text')).toBe(10);
});

test('X counts a link as 23, an emoji as 2 and a Chinese sign as 2', () => {
  expect(weighted('see https://example.org/a/very/long/path?with=query')).toBe(4 + 23);
  expect(weighted('👩‍👩‍👧‍👦')).toBe(2);
  expect(weighted('面包')).toBe(4);
  expect(weighted('café')).toBe(4);
});

test('each network is counted by its own rule', () => {
  expect(lengthOf('面包', { counting: 'graphemes' })).toBe(2);
  expect(lengthOf('面包', { counting: 'weighted' })).toBe(4);
});

test('a network says what a link counts, and of a mention only the name counts', () => {
  const social = { counting: 'graphemes' as const, link_characters: 23, mentions_count_by_name: true };
  expect(lengthOf('@ana@village.example yes', social)).toBe(8);
  expect(lengthOf('see https://maison.example/a/very/long/way/to/the/menu now', social)).toBe(31);
  expect(lengthOf('ana@village.example', social)).toBe(19);
});

import { expect, test } from 'vitest';
import { rank, score } from './rank';

test('the beginning of the title beats a word, a word beats letters in order', () => {
  const names = ['Go to Reports', 'Previous post', 'Reply', 'Archive reply'];
  expect(rank(names, 're', (name) => name)).toEqual(['Reply', 'Go to Reports', 'Archive reply', 'Previous post']);
});

test('accents do not matter', () => {
  expect(score('Zoë Novák', 'zoe n')).toBe(4);
});

test('what does not fit is left out, and nothing typed keeps everything', () => {
  expect(rank(['Reply'], 'xyz', (name) => name)).toEqual([]);
  expect(rank(['b', 'a'], '', (name) => name)).toEqual(['b', 'a']);
});

import { expect, test } from 'vitest';
import { marked, rangesOf } from './marks';

test('a text is cut at its ranges and nothing of it is lost', () => {
  const pieces = marked('no bread at nine', [
    [12, 16],
    [3, 8],
  ]);
  expect(pieces.filter((one) => one.hit).map((one) => one.text)).toEqual(['bread', 'nine']);
  expect(pieces.map((one) => one.text).join('')).toBe('no bread at nine');
});

test('ranges that overlap or touch become one mark', () => {
  const pieces = marked('sourdough', [
    [0, 4],
    [2, 6],
    [6, 9],
  ]);
  expect(pieces).toEqual([{ text: 'sourdough', hit: true }]);
});

test('ranges outside the text are cut off', () => {
  expect(
    marked('bun', [
      [2, 99],
      [-4, 1],
      [50, 60],
    ]).map((one) => one.text),
  ).toEqual(['b', 'u', 'n']);
});

test('ranges count UTF-16 units, so an emoji is two', () => {
  expect(marked('🥐 bun', [[3, 6]])).toEqual([
    { text: '🥐 ', hit: false },
    { text: 'bun', hit: true },
  ]);
});

test('words are found at the beginning of words, in any case, signs taken literally', () => {
  expect(rangesOf('Bread, gingerbread, bread?', ['bread'])).toEqual([
    [0, 5],
    [20, 25],
  ]);
  expect(rangesOf('a.b', ['.'])).toEqual([]);
  expect(rangesOf('a (b', ['(b'])).toEqual([[2, 4]]);
});

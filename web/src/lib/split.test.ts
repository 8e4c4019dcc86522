import { expect, test } from 'vitest';
import { graphemes } from './count';
import { inParts } from './split';

const within = (most: number) => (part: string) => graphemes(part) <= most;
const bare = (text: string) => text.replace(/\s+/gu, '');

test('what fits stays one, and nothing is no part at all', () => {
  expect(inParts(' The ovens are cold. ', within(40))).toEqual(['The ovens are cold.']);
  expect(inParts('  ', within(40))).toEqual([]);
});

test('it breaks between paragraphs, then sentences, then words', () => {
  expect(inParts('We bake at four in the morning.\n\nThe rye comes out at seven.', within(40))).toEqual([
    'We bake at four in the morning.',
    'The rye comes out at seven.',
  ]);
  expect(inParts('We bake at four. The rye comes out at seven. Come early.', within(30))).toEqual([
    'We bake at four.',
    'The rye comes out at seven.',
    'Come early.',
  ]);
  expect(inParts('brioche croissant baguette', within(12))).toEqual(['brioche', 'croissant', 'baguette']);
});

test('a word longer than a message is broken between characters as people see them', () => {
  const family = '👩‍👩‍👧‍👦';
  expect(inParts(family.repeat(5), within(2))).toEqual([family.repeat(2), family.repeat(2), family]);
  expect(inParts('面包师傅今天烤了很多面包', within(5)).every(within(5))).toBe(true);
});

test('no word is lost and every part fits, whatever the length', () => {
  const text = Array.from({ length: 60 }, (_, at) => `Loaf ${at} is ready${at % 7 ? '.' : '!\n\nNext'}`).join(' ');
  for (let most = 8; most < 120; most += 7) {
    const parts = inParts(text, within(most));
    expect(parts.every(within(most))).toBe(true);
    expect(bare(parts.join(''))).toBe(bare(text));
  }
});

import { expect, test } from 'vitest';
import { pieces } from './pieces';

const kinds = (text: string) => pieces(text).map((piece) => `${piece.kind}:${piece.text}`);

test('punctuation after a link belongs to the sentence', () => {
  expect(kinds('see https://ville.example/a.')).toEqual(['text:see ', 'link:ville.example/a', 'text:.']);
  expect(kinds('(https://ville.example/x_(y))')).toEqual(['text:(', 'link:ville.example/x_(y)', 'text:)']);
});

test('mentions, tags and addresses are told apart', () => {
  expect(kinds('@ana@ville.example #pain ana@posta.example')).toEqual([
    'mention:@ana@ville.example',
    'text: ',
    'tag:#pain',
    'text: ',
    'link:ana@posta.example',
  ]);
  expect(kinds('issue #12')).toEqual(['text:issue #12']);
});

test('nothing is lost', () => {
  const text = 'a https://x.example/<b> "c" @d e#f';
  expect(
    pieces(text)
      .map((piece) => piece.href ?? piece.text)
      .join(''),
  ).toBe(text);
});

test('no other scheme becomes a link', () => {
  expect(pieces('javascript:alert(1) data:text/html,x').every((piece) => piece.kind === 'text')).toBe(true);
});

import { expect, test } from 'vitest';
import { isProof, strongestFirst } from './evidence';

test('a proof comes before what somebody said, and the rest stays in order', () => {
  const all = ['merge', 'same_name', 'domain', 'member'].map((kind) => ({ kind, weight: 1 }));
  expect(strongestFirst(all).map((one) => one.kind)).toEqual(['domain', 'merge', 'same_name', 'member']);
});

test('what one side alone says of itself is no proof', () => {
  expect(isProof({ kind: 'rel_me', weight: 1 })).toBe(true);
  expect(isProof({ kind: 'rel_me', weight: 0.9 })).toBe(false);
});

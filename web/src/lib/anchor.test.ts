import { expect, test } from 'vitest';
import { between, merge, neighbour, step } from './anchor';

const rows = (text: string) => [...text].map((id) => ({ id, text: id }));
const ids = (list: { id: string }[]) => list.map((row) => row.id).join('');

test('while held, new rows go above and nothing that is seen changes its order', () => {
  const merged = merge(rows('abcd'), [{ id: 'x', text: 'x' }, { id: 'c', text: 'C' }, ...rows('ab')], {
    held: true,
    whole: false,
  });
  expect(ids(merged.rows)).toBe('xabcd');
  expect(merged.rows[3]?.text).toBe('C');
  expect(merged.arrived).toBe(1);
});

test('while held, a row that left the view stays where it is and is named', () => {
  const merged = merge(rows('abcd'), rows('abd'), { held: true, whole: true });
  expect(ids(merged.rows)).toBe('abcd');
  expect(merged.gone).toEqual(['c']);
});

test('when nothing is held, the list simply is what the server says, and what lies behind stays', () => {
  const merged = merge(rows('abcdef'), rows('xca'), { held: false, whole: false });
  expect(ids(merged.rows)).toBe('xcadef');
  expect(merged.arrived).toBe(0);
});

test('rows behind the first page are never said to be gone', () => {
  expect(merge(rows('abcdef'), rows('ab'), { held: true, whole: false }).gone).toEqual([]);
});

test('oldest first, nothing is put in above', () => {
  expect(ids(merge(rows('ab'), rows('xab'), { held: true, whole: false, newestFirst: false }).rows)).toBe('ab');
});

test('the next row takes the selection, at the end the one before', () => {
  expect(neighbour(rows('abc'), 'b')).toBe('c');
  expect(neighbour(rows('abc'), 'c')).toBe('b');
  expect(neighbour(rows('a'), 'a')).toBeNull();
  expect(neighbour(rows('abc'), 'z')).toBeNull();
});

test('steps stop at both ends and begin somewhere', () => {
  expect(step(rows('abc'), 'c', 1)).toBe('c');
  expect(step(rows('abc'), null, 1)).toBe('a');
  expect(step(rows('abc'), null, -1)).toBe('c');
  expect(step([], null, 1)).toBeNull();
});

test('a range holds both ends, whichever comes first', () => {
  expect(between(rows('abcd'), 'd', 'b')).toEqual(['b', 'c', 'd']);
});

import { expect, test } from 'vitest';
import { joined, newerFirst } from './joined';

const rows = (...ids: number[]) => ids.map((id) => ({ id: String(id) }));
const ids = (all: { id: string }[]) => all.map((row) => Number(row.id));

test('keys are compared as numbers', () => {
  expect(
    rows(9, 10, 100, 11)
      .toSorted(newerFirst)
      .map((row) => row.id),
  ).toEqual(['100', '11', '10', '9']);
});

test('what is new goes above, and is counted', () => {
  const now = joined(rows(5, 4, 3), rows(7, 6, 5, 4), { held: true, whole: false });
  expect(ids(now.rows)).toEqual([7, 6, 5, 4, 3]);
  expect(now.above).toBe(2);
  expect(now.gone).toEqual([]);
});

test('what is found of earlier days goes where it belongs, and is not new', () => {
  const now = joined(rows(5, 3), rows(5, 4, 3, 2), { held: true, whole: true });
  expect(ids(now.rows)).toEqual([5, 4, 3, 2]);
  expect(now.above).toBe(0);
});

test('what was deleted keeps its place while somebody reads, and goes when nobody does', () => {
  const reading = joined(rows(5, 4, 3), rows(5, 3), { held: true, whole: true });
  expect(ids(reading.rows)).toEqual([5, 4, 3]);
  expect(reading.gone).toEqual(['4']);
  expect(ids(joined(rows(5, 4, 3), rows(5, 3), { held: false, whole: true }).rows)).toEqual([5, 3]);
});

test('what lies behind the head stays', () => {
  expect(ids(joined(rows(5, 4, 3), rows(6, 5), { held: false, whole: false }).rows)).toEqual([6, 5, 4, 3]);
});

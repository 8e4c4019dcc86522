import { expect, test } from 'vitest';
import { byDay } from './days';

test('things of one day stand together, in the order they came', () => {
  const times = ['2026-11-23T12:30:00', '2026-11-23T08:00:00', '2026-11-22T20:00:00'];
  expect(byDay(times, (at) => at).map((day) => day.items)).toEqual([times.slice(0, 2), times.slice(2)]);
});

test('nothing has no days', () => {
  expect(byDay([], String)).toEqual([]);
});

import { expect, test } from 'vitest';
import { ago, duration, waiting } from './time';

const now = Date.parse('2026-11-23T12:00:00Z');
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

test('short relative times never grow wide', () => {
  expect(ago(before(0.5), now)).toBe('now');
  expect(ago(before(59), now)).toBe('59m');
  expect(ago(before(125), now)).toBe('2h');
  expect(ago(before(60 * 24 * 3), now)).toMatch(/^\p{L}{2,3}\.?$/u);
});

test('a moment to come is now, not negative', () => {
  expect(ago(before(-5), now)).toBe('now');
  expect(waiting(before(-5), now).text).toBe('<1 min');
});

test('who waits longer is more urgent', () => {
  expect(waiting(before(10), now).urgency).toBe('calm');
  expect(waiting(before(5 * 60), now).urgency).toBe('soon');
  expect(waiting(before(26 * 60), now).urgency).toBe('late');
});

test('durations keep two figures at most', () => {
  expect(duration(64 * 60_000)).toBe('1 h 04');
  expect(duration(11 * 3_600_000)).toBe('11 h');
  expect(duration(3 * 86_400_000)).toBe('3 d');
});

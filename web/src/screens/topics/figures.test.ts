import { expect, test } from 'vitest';
import { dayToTime, rate, timeToDay, trend, wordsOf } from './figures';

test('a rate is said in the unit in which it is at least one', () => {
  expect(rate(0)).toBe('');
  expect(rate(42.4)).toBe('about 42 an hour');
  expect(rate(1.25)).toBe('about 1.3 an hour');
  expect(rate(0.5)).toBe('about 12 a day');
  expect(rate(3 / (7 * 24))).toBe('about 3 a week');
});

test('a day is compared with the one before', () => {
  expect(trend(0, 0)).toBeNull();
  expect(trend(5, 0)).toEqual({ text: '▲ new', way: 'up' });
  expect(trend(15, 10)).toEqual({ text: '▲ 50%', way: 'up' });
  expect(trend(5, 10)).toEqual({ text: '▼ 50%', way: 'down' });
  expect(trend(10, 10)?.way).toBe('flat');
});

test('the words of a query are those it wants', () => {
  expect(wordsOf('"no bread" OR (#rye NEAR/5 brö*) -cake NOT (a b) from:ana lang:"de"')).toEqual([
    'no',
    'bread',
    'rye',
    'brö',
  ]);
  expect(wordsOf('')).toEqual([]);
});

test('a day of review survives any time zone', () => {
  expect(dayToTime('')).toBeNull();
  expect(timeToDay(dayToTime('2027-01-31'))).toBe('2027-01-31');
  expect(timeToDay(null)).toBe('');
});

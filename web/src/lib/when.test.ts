import { expect, test } from 'vitest';
import { parseWhen, presets } from './when';

const now = new Date(2026, 10, 23, 11, 47); // a Monday
const said = (text: string) => {
  const at = parseWhen(text, now);
  return (
    at &&
    `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()} ${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`
  );
};

test.each([
  ['in 3 h', '2026-11-23 14:47'],
  ['2d', '2026-11-25 11:47'],
  ['fri 10:00', '2026-11-27 10:00'],
  ['friday', '2026-11-27 9:00'],
  ['mon', '2026-11-30 9:00'],
  ['tomorrow 9', '2026-11-24 9:00'],
  ['tomorrow', '2026-11-24 9:00'],
  ['at 14:30', '2026-11-23 14:30'],
  ['8:00', '2026-11-24 8:00'],
  ['3 pm', '2026-11-23 15:00'],
  ['24.12.', '2026-12-24 9:00'],
  ['24 dec 18:00', '2026-12-24 18:00'],
  ['2027-01-31', '2027-1-31 9:00'],
  ['1 feb', '2027-2-1 9:00'],
])('“%s” is %s', (text, at) => {
  expect(said(text)).toBe(at);
});

test.each(['', 'soon', '31.2.', '25:00', 'fri 99:99', 'today 9:00', '2020-01-01'])(
  '“%s” is no time to come',
  (text) => {
    expect(said(text)).toBeNull();
  },
);

// Each day of a week, from its first minute to its last.
const moments = Array.from({ length: 7 * 48 }, (_, half) => new Date(2026, 10, 23, 0, half * 30));

test.each(moments)('what is offered at %s lies ahead, in order, and nothing twice', (moment) => {
  const times = presets(moment).map((preset) => preset.at.getTime());
  expect(times.every((time) => time > moment.getTime())).toBe(true);
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  expect(times.length).toBeGreaterThanOrEqual(3);
});

test('“later today” is today', () => {
  for (const moment of moments)
    for (const { at } of presets(moment).filter((preset) => preset.id === 'laterToday'))
      expect(at.getDate()).toBe(moment.getDate());
});

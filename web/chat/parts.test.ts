import { expect, test } from 'vitest';
import { Keep } from './keep';
import { el, inkOn, sizeOf } from './parts';

test('words go in as text, whatever they look like', () => {
  const made = el('p', { title: '"><script>' }, '<img src=x onerror=alert(1)>');
  expect(made.children.length).toBe(0);
  expect(made.textContent).toBe('<img src=x onerror=alert(1)>');
});

// WCAG: (lighter + 0.05) / (darker + 0.05)
const light = (colour: string) =>
  [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at]!, 0);
const contrast = (a: string, b: string) => {
  const [high, low] = [light(a), light(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

test('text can be read on every colour a company may choose', () => {
  const colours = Array.from({ length: 512 }, (_, n) =>
    [n >> 6, (n >> 3) & 7, n & 7]
      .map((one) =>
        Math.round(one * 36.4)
          .toString(16)
          .padStart(2, '0'),
      )
      .join(''),
  );
  const worst = Math.min(...colours.map((one) => contrast(`#${one}`, inkOn(`#${one}`))));
  expect(worst).toBeGreaterThanOrEqual(4.5);
});

test('sizes are told as people say them', () => {
  expect(sizeOf(300, 'en')).toBe('1 kB');
  expect(sizeOf(1_250_000, 'en')).toBe('1.3 MB');
  expect(sizeOf(10e6, 'en')).toBe('10 MB');
});

test('nothing is kept before a talk begins, then in this tab, or for later when asked', () => {
  sessionStorage.clear();
  localStorage.clear();
  const keep = new Keep('k');
  keep.change({ draft: 'not yet' });
  expect(sessionStorage.length + localStorage.length).toBe(0);
  keep.begin({ token: 't' }, false);
  keep.change({ draft: 'rye?' });
  expect([sessionStorage.length, localStorage.length]).toEqual([1, 0]);
  expect(new Keep('k').now).toEqual({ token: 't', draft: 'rye?' });
  expect(new Keep('another').now).toBeNull();
  keep.forget();
  keep.begin({ token: 'u' }, true);
  expect([sessionStorage.length, localStorage.length]).toEqual([0, 1]);
  expect(new Keep('k').now?.token).toBe('u');
});

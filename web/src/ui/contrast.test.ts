import css from './tokens.css?raw';
import { expect, test } from 'vitest';

// The contrast of every text token on every surface, computed from tokens.css itself (WCAG 2: 4.5 for text).

type Colour = [number, number, number];

function tokens(theme: 0 | 1): Record<string, Colour> {
  const found = css.matchAll(/--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g);
  return Object.fromEntries(
    [...found].map(([, name, light, dark]) => [name, (theme === 0 ? light : dark)?.split(' ').map(Number) as Colour]),
  );
}

function luminance([l, c, h]: Colour): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const [x, y, z] = [
    l + 0.3963377774 * a + 0.2158037573 * b,
    l - 0.1055613458 * a - 0.0638541728 * b,
    l - 0.0894841775 * a - 1.291485548 * b,
  ].map((v) => v ** 3) as Colour;
  const linear = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
  const [r = 0, g = 0, bl = 0] = linear.map((v) => Math.min(1, Math.max(0, v)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
}

function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const surfaces = ['bg', 'surface', 'sunken', 'hover', 'active'];
const pairs: [string, string][] = [
  ...['fg', 'fg-2', 'fg-3'].flatMap((text) => surfaces.map((surface): [string, string] => [text, surface])),
  ['accent', 'accent-soft'],
  ['on-accent', 'accent'],
  ['bad', 'bad-soft'],
  ['warn', 'warn-soft'],
  ['good', 'good-soft'],
  ['on-hit', 'hit'],
  ['accent', 'surface'],
  ['bad', 'surface'],
  ['warn', 'surface'],
  ['good', 'surface'],
  ['fg', 'accent-soft'],
  ['fg-2', 'accent-soft'],
  ['fg-2', 'warn-soft'],
  ['fg', 'warn-soft'],
  ['fg', 'bad-soft'],
];

test.each([
  ['light', 0],
  ['dark', 1],
] as const)('every text can be read in the %s theme', (_name, theme) => {
  const all = tokens(theme);
  const weak = pairs.flatMap(([text, ground]) => {
    const ratio = contrast(all[text]!, all[ground]!);
    return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`];
  });
  expect(weak).toEqual([]);
});

test('the computation itself knows black from white', () => {
  expect(contrast([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 1);
});

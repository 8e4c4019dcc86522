import { expect, test } from 'vitest';
import { hexRows, visible } from './raw';

const bytes = (...parts: (string | number)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

test('what controls is shown and not obeyed', () => {
  expect(visible(bytes('a', 0, 27, '[2J\tb\r\nc', 127))).toBe('a␀␛[2J\tb\nc␡');
  expect(visible(bytes('\u202Egpj.exe\u200B'))).toBe('⟨U+202E⟩gpj.exe⟨U+200B⟩');
});

test('what is no UTF-8 becomes the sign for it, and markup stays letters', () => {
  expect(visible(bytes(0xff, '<b>é'))).toBe('\uFFFD<b>é');
});

test('hexadecimal rows', () => {
  expect(hexRows(bytes('ab', 0xff, 'd', 0), 4)).toEqual([
    { at: '000000', bytes: '61 62 ff 64', text: 'ab·d' },
    { at: '000004', bytes: '00', text: '·' },
  ]);
  expect(hexRows(bytes(), 16)).toEqual([]);
});

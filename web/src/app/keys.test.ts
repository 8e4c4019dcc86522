import { expect, test } from 'vitest';
import { ariaKeys, isSingle, keycaps, keyIds, pressed, table } from './keys';

const event = (key: string, more = {}) => ({
  key,
  code: '',
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test('no two actions share a key in the same place or everywhere', () => {
  const taken = keyIds.map((id) => table[id].keys);
  expect(new Set(taken).size).toBe(taken.length);
});

test('what is pressed has one name on every layout', () => {
  expect(pressed(event('e'), false)).toBe('e');
  expect(pressed(event('E', { shiftKey: true }), false)).toBe('shift+e');
  expect(pressed(event('?', { shiftKey: true }), false)).toBe('?');
  expect(pressed(event('у', { code: 'KeyE' }), false)).toBe('e');
  expect(pressed(event('µ', { code: 'KeyM', altKey: true }), true)).toBe('alt+m');
  expect(pressed(event('Enter', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+enter');
  expect(pressed(event('k', { metaKey: true }), true)).toBe('mod+k');
});

test('the other modifier is left to the system', () => {
  expect(pressed(event('k', { ctrlKey: true }), true)).toBe('');
});

test('caps are printed as on the keyboard', () => {
  expect(keycaps('mod+k', true)).toEqual(['⌘K']);
  expect(keycaps('mod+k', false)).toEqual(['Ctrl K']);
  expect(keycaps('g i', true)).toEqual(['G', 'I']);
  expect(ariaKeys('mod+shift+enter', false)).toBe('Control+Shift+Enter');
});

test('single letters can be told from combinations', () => {
  expect(isSingle('e')).toBe(true);
  expect(isSingle('shift+e')).toBe(true);
  expect(isSingle('g i')).toBe(true);
  expect(isSingle('mod+k')).toBe(false);
  expect(isSingle('escape')).toBe(false);
});

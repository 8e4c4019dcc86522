import { expect, test } from 'vitest';
import { beside } from './place';

const view = { width: 800, height: 600 };
const size = { width: 200, height: 150 };

test('below when there is room, above when there is not', () => {
  expect(beside({ left: 100, top: 100, width: 50, height: 30 }, size, view).top).toBe(134);
  expect(beside({ left: 100, top: 500, width: 50, height: 30 }, size, view).top).toBe(346);
});

test('never outside the window', () => {
  expect(beside({ left: 780, top: 10, width: 20, height: 20 }, size, view).left).toBe(592);
  expect(beside({ left: 0, top: 10, width: 20, height: 20 }, size, view, { align: 'end' }).left).toBe(8);
});

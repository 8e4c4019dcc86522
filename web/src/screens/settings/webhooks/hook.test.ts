import { expect, test } from 'vitest';
import { nameOf } from './hook';

test('a webhook is called as the team described it, or by its address', () => {
  expect(nameOf({ url: 'https://till.example/', description: 'The till' })).toBe('The till');
  expect(nameOf({ url: 'https://till.example/', description: '' })).toBe('till.example');
  expect(nameOf({ url: 'http://till.example:8080/a/b', description: '' })).toBe('till.example:8080/a/b');
  expect(nameOf({ url: `https://till.example/${'a'.repeat(200)}`, description: '' })).toBe(
    `till.example/${'a'.repeat(46)}…`,
  );
});

import { expect, test } from 'vitest';
import { networkName } from './networkName';

test('writes a network as it writes itself', () => {
  expect(networkName('mastodon')).toBe('Mastodon');
  expect(networkName('youtube')).toBe('YouTube');
  expect(networkName('x')).toBe('X');
  expect(networkName('')).toBe('');
});

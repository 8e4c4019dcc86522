import { expect, test } from 'vitest';
import { fill, match } from './router';

const patterns = { inbox: '/inbox/:conversation?', person: '/people/:person/:tab?', door: '/invitations/:token' };

test('an address is filled and read back', () => {
  const url = fill(patterns.person, { person: 'a/b ü', tab: undefined }, { q: 'bread & butter', empty: '' });
  expect(url).toBe('/people/a%2Fb%20%C3%BC?q=bread+%26+butter');
  const [path = '', search = ''] = url.split('?');
  expect(match(patterns, path, search)).toEqual({
    name: 'person',
    params: { person: 'a/b ü' },
    query: { q: 'bread & butter' },
  });
});

test('optional parts may be missing, others may not', () => {
  expect(match(patterns, '/inbox', '')?.params).toEqual({});
  expect(match(patterns, '/inbox/', '')?.params).toEqual({});
  expect(match(patterns, '/invitations', '')).toBeNull();
  expect(match(patterns, '/inbox/7/8', '')).toBeNull();
  expect(match(patterns, '/elsewhere', '')).toBeNull();
});

test('a broken escape does not break the page', () => {
  expect(match(patterns, '/inbox/%E0%A4%A', '')?.params['conversation']).toBe('%E0%A4%A');
});

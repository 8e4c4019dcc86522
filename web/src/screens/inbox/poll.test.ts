import { expect, test } from 'vitest';
import { asked, withRoom } from './poll';

const poll = (...options: string[]) => ({ options, multiple: false, seconds: 3600 });

test('a question needs two different answers', () => {
  expect(asked(null)).toBeNull();
  expect(asked(poll('Rye', ''))).toBeNull();
  expect(asked(poll('Rye', ' Rye '))).toBeNull();
  expect(asked(poll(' Rye', 'Spelt', ''))?.options).toEqual(['Rye', 'Spelt']);
});

test('there is room for one answer more, as far as the network allows', () => {
  expect(withRoom(['', ''], 4)).toEqual(['', '']);
  expect(withRoom(['Rye', 'Spelt'], 4)).toEqual(['Rye', 'Spelt', '']);
  expect(withRoom(['Rye', 'Spelt', '', ''], 4)).toEqual(['Rye', 'Spelt', '']);
  expect(withRoom(['1', '2', '3', '4'], 4)).toEqual(['1', '2', '3', '4']);
});

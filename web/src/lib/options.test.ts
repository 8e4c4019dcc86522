import { expect, test } from 'vitest';
import { keyOfField, missing, nameFor, split, startOf, toSend, type Option } from './options';

const option = (key: string, more: Partial<Option> = {}): Option => ({
  key,
  label: key,
  help: '',
  type: 'text',
  required: false,
  fallback: '',
  choices: [],
  placeholder: '',
  by_login: false,
  ...more,
});
const mail = [
  option('address', { required: true }),
  option('name'),
  option('password', { required: true, type: 'secret' }),
  option('port', { fallback: '993', type: 'number' }),
  option('aliases'),
  option('host', { required: true }),
];
const keys = (options: Option[]) => options.map((one) => one.key);

test('what must be filled in stands in front, and what comes before the first usual value', () => {
  expect(keys(split(mail).front)).toEqual(['address', 'name', 'password', 'host']);
  expect(keys(split(mail).rest)).toEqual(['port', 'aliases']);
  expect(split([option('url'), option('user')]).rest).toEqual([]);
});

test('a form begins with what is known, else with the usual', () => {
  expect(startOf(mail, { address: 'a@b.example' })).toMatchObject({ address: 'a@b.example', port: '993', name: '' });
});

test('only blanks are missing, and a secret that is kept is not', () => {
  expect(keys(missing(mail, { address: ' ', host: 'h' }))).toEqual(['address', 'password']);
  expect(keys(missing(mail, { address: 'a', host: 'h' }, ['password']))).toEqual([]);
});

test('a secret that was taken away goes as null, unless a new one was typed', () => {
  expect(toSend({ a: 'x', s: '' }, ['s'])).toEqual({ a: 'x', s: null });
  expect(toSend({ s: 'new' }, ['s'])).toEqual({ s: 'new' });
});

test('a place is called after what tells it apart', () => {
  expect(nameFor(mail, { address: ' hello@bakery.example ' })).toBe('hello@bakery.example');
  const url = [option('url', { required: true, type: 'url' })];
  expect(nameFor(url, { url: 'https://www.blog.example/feed/?x=1#y' })).toBe('blog.example/feed');
  expect(nameFor([], {})).toBe('');
});

test('the field of a problem names an option', () => {
  expect(keyOfField('options.url')).toBe('url');
  expect(keyOfField('name')).toBe('name');
  expect(keyOfField(null)).toBeNull();
});

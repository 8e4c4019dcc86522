import { expect, test } from 'vitest';
import { moment, presence, type Door } from './hours';
import { tables, wordsFor } from './words';

const now = new Date(2026, 9, 14, 10, 30);
const at = (days: number, hour: number) => new Date(2026, 9, 14 + days, hour, 0);
const door = (more: Partial<Door> = {}): Door => ({
  open: true,
  opens_at: null,
  closes_at: null,
  answer_minutes: 0,
  here: [],
  ...more,
});
const said = (more: Partial<Door>, locale = 'en-GB') => presence(door(more), now, locale, wordsFor(locale));

test('a moment is told by the visitor’s own day and clock', () => {
  expect(moment(at(0, 15), now, 'en-GB')).toBe('15:00');
  expect(moment(at(1, 9), now, 'en-GB')).toBe('tomorrow 09:00');
  expect(moment(at(4, 9), now, 'en-GB')).toBe('Sunday 09:00');
  expect(moment(at(9, 9), now, 'en-GB')).toBe('Friday 23 October 09:00');
  expect(moment(at(1, 9), now, 'de')).toBe('morgen 09:00');
});

test('who is there is named, and nothing is promised that nobody has promised', () => {
  expect(said({ here: ['Mara'] })).toEqual(['Mara is here']);
  expect(said({ here: ['Mara', 'Tom'], answer_minutes: 10 })).toEqual([
    'Mara and Tom are here',
    'We answer within 10 minutes',
  ]);
  expect(said({})).toEqual(['Write to us; the answer comes here']);
  expect(said({ answer_minutes: 120 })).toEqual(['We answer within 2 hours']);
  expect(said({ closes_at: at(0, 18).toISOString() })).toEqual(['Somebody is here until 18:00, your time']);
});

test('a closed door says when it opens', () => {
  expect(said({ open: false, opens_at: at(1, 9).toISOString() })).toEqual([
    'Nobody is here now. We are back tomorrow 09:00, your time',
  ]);
  expect(said({ open: false, here: ['Mara'] })).toEqual(['Nobody is here now']);
  expect(said({ open: false, opens_at: at(1, 9).toISOString() }, 'fr')[0]).toContain('demain');
});

test('every language has every word and every place to fill in', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [language, table] of Object.entries(tables))
    for (const [key, text] of Object.entries(tables['en']!))
      expect([language, key, places(table[key as keyof typeof table])]).toEqual([language, key, places(text)]);
});

test('a site may say it in its own words, and only in words', () => {
  const words = wordsFor('de-AT', { open: 'Servus', close: 7 as never, nothing: 'x' } as never);
  expect(words.open).toBe('Servus');
  expect(words.close).toBe('Chat schließen');
  expect('nothing' in words).toBe(false);
  expect(wordsFor('pt').open).toBe(wordsFor('en').open);
});

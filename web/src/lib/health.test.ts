import { expect, test } from 'vitest';
import type { Channel } from '../api/types';
import { healthOf, sorted } from './health';
import { inTrouble, needsSomebody } from './trouble';

const channel = (name: string, state: Channel['state']) => ({ name, state }) as Channel;

test('who needs somebody stands first, what was imported last', () => {
  const all = [
    channel('Zeta', 'live'),
    channel('Old', 'imported'),
    channel('Alpha', 'paused'),
    channel('Late', 'waiting'),
    channel('Locked', 'needs_login'),
  ];
  expect(sorted(all).map((one) => one.name)).toEqual(['Locked', 'Late', 'Alpha', 'Zeta', 'Old']);
});

test('waiting is trouble, but nobody has to act', () => {
  expect(inTrouble('waiting')).toBe(true);
  expect(needsSomebody('waiting')).toBe(false);
  expect(needsSomebody('failed')).toBe(true);
  expect(healthOf('failed').kind).toBe('bad');
});

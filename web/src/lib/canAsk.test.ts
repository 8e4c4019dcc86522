import { expect, test } from 'vitest';
import { canAsk } from './canAsk';

const can = { start: true, reply: true };
const networks = [
  { id: 'mail', visibility: 'private', can, audiences: [] },
  { id: 'town', visibility: 'public', can, audiences: [{ visibility: 'public' }, { visibility: 'private' }] },
  { id: 'square', visibility: 'public', can, audiences: [] },
  { id: 'diary', visibility: 'private', can: { start: false, reply: false }, audiences: [] },
];
const everywhere = networks.map((one) => ({ network: one.id, state: 'live' }));

test('a handle can be asked where a channel reaches it alone', () => {
  expect(networks.filter((one) => canAsk({ network: one.id }, networks, everywhere)).map((one) => one.id)).toEqual([
    'mail',
    'town',
  ]);
});

test('not without a channel, nor by one that is paused or only an archive', () => {
  expect(canAsk({ network: 'mail' }, networks, [])).toBe(false);
  expect(canAsk({ network: 'mail' }, networks, [{ network: 'mail', state: 'paused' }])).toBe(false);
  expect(canAsk({ network: 'mail' }, networks, [{ network: 'mail', state: 'imported' }])).toBe(false);
  expect(canAsk({ network: 'unknown' }, networks, everywhere)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { fill, match } from './router';
import { patterns, startOf } from './routes';

describe('addresses', () => {
  it('lead to their screen and back', () => {
    const address = fill(patterns.inbox, { conversation: '42' }, { view: 'mine' });
    expect(address).toBe('/inbox/42?view=mine');
    expect(match(patterns, '/inbox/42', '')?.params.conversation).toBe('42');
    expect(match(patterns, '/inbox', '')?.name).toBe('inbox');
    expect(match(patterns, '/nowhere', '')).toBeNull();
  });
  it('send who is not logged in to the door, and back afterwards', () => {
    expect(startOf('out', false, '/inbox/42')).toBe('/login?to=%2Finbox%2F42');
    expect(startOf('in', true, '/login')).toBe('/inbox');
    expect(startOf('new', false, '/inbox')).toBe('/setup');
    expect(startOf('in', false, '/inbox')).toBeNull();
  });
});

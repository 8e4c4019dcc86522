// The calls that only Settings makes: connecting places, and what could not be decoded.
import { type Body, drop, filled, get, patch, post } from './client';
import { fetched, Problem } from './http';

export type Options = Record<string, string | null>; // null takes a secret away
const path = (id: string) => ({ path: { id } });

export const connections = {
  add: (body: Body<'/channels', 'post'>) => post('/channels', { body }),
  change: (id: string, body: Body<'/channels/{id}', 'patch'>) => patch('/channels/{id}', { ...path(id), body }),
  remove: (id: string) => drop('/channels/{id}', path(id)),
  retry: (id: string) => post('/channels/{id}/retry', path(id)),
  test: (body: Body<'/channels/test', 'post'>) => post('/channels/test', { body }),
};

export const quarantine = {
  list: (channel: string | undefined, cursor: string | null) =>
    get('/quarantine', { query: { channel, cursor, limit: 50 } }),
  get: (id: string) => get('/quarantine/{id}', path(id)),
  rawHref: (id: string) => fetched(filled('/quarantine/{id}/raw', { id })),
  raw: async (id: string): Promise<Uint8Array> => {
    const response = await fetch(quarantine.rawHref(id), { credentials: 'same-origin' });
    if (!response.ok) throw new Problem({ title: response.statusText, status: response.status });
    return new Uint8Array(await response.arrayBuffer());
  },
  retry: (id: string) => post('/quarantine/{id}/retry', path(id)),
  retryAll: (channel?: string) => post('/quarantine/retry', { body: channel ? { channel } : {} }),
  remove: (id: string) => drop('/quarantine/{id}', path(id)),
};

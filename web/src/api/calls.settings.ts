// The calls that only Settings makes: connecting places, and what could not be decoded.
import type { Page } from './calls';
import { call, fetched, Problem } from './http';
import type { Channel, ChannelTest, Quarantined } from './types';

export type Options = Record<string, string | null>; // null takes a secret away
interface Change {
  name?: string;
  options?: Options;
  paused?: boolean;
}

export const connections = {
  add: (body: { network: string; name: string; options: Options }) => call<Channel>('POST', '/channels', { body }),
  change: (id: string, body: Change) => call<Channel>('PATCH', `/channels/${id}`, { body }),
  remove: (id: string) => call<void>('DELETE', `/channels/${id}`),
  retry: (id: string) => call<Channel>('POST', `/channels/${id}/retry`, { body: {} }),
  test: (body: { network: string; options: Options; channel?: string }) =>
    call<ChannelTest>('POST', '/channels/test', { body }),
};

export const quarantine = {
  list: (channel: string | undefined, cursor: string | null) =>
    call<Page<Quarantined>>('GET', '/quarantine', { query: { channel, cursor, limit: 50 } }),
  get: (id: string) => call<Quarantined>('GET', `/quarantine/${id}`),
  rawHref: (id: string) => fetched(`/quarantine/${id}/raw`),
  raw: async (id: string): Promise<Uint8Array> => {
    const response = await fetch(fetched(`/quarantine/${id}/raw`), { credentials: 'same-origin' });
    if (!response.ok) throw new Problem({ title: response.statusText, status: response.status });
    return new Uint8Array(await response.arrayBuffer());
  },
  retry: (id: string) => call<void>('POST', `/quarantine/${id}/retry`, { body: {} }),
  retryAll: (channel?: string) =>
    call<{ released: number; kept: number }>('POST', '/quarantine/retry', { body: channel ? { channel } : {} }),
  remove: (id: string) => call<void>('DELETE', `/quarantine/${id}`),
};

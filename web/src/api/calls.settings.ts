// The calls that only Settings and the door make.
import { type Body, drop, filled, get, patch, post, type Query } from './client';
import { address, fetched, Problem } from './http';
import type { Role } from './types';

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

export const team = {
  change: (id: string, body: { role?: Role; disabled?: boolean }) => patch('/members/{id}', { ...path(id), body }),
  remove: (id: string) => drop('/members/{id}', path(id)),
};

export const invitations = {
  look: (token: string) => get('/invitations/{token}', { path: { token } }),
  accept: (token: string, body: Body<'/invitations/{token}/acceptance', 'post'>) =>
    post('/invitations/{token}/acceptance', { path: { token }, body }),
  list: () => get('/invitations'),
  add: (body: { email: string; role: Role }) => post('/invitations', { body }),
  remove: (id: string) => drop('/invitations/{id}', path(id)),
};

export const workspaces = {
  list: () => get('/workspaces'),
  add: (name: string) => post('/workspaces', { body: { name } }),
  rename: (id: string, name: string) => patch('/workspaces/{id}', { ...path(id), body: { name } }),
};

export const apiKeys = {
  list: () => get('/keys'),
  add: (body: { name: string; role: Role }) => post('/keys', { body }),
  remove: (id: string) => drop('/keys/{id}', path(id)),
};

export type AuditQuery = Query<'/audit'>;
export const audit = {
  list: (query: AuditQuery) => get('/audit', { query }),
  choices: () => get('/audit/choices'),
};

export const browsers = {
  list: () => get('/sessions'),
  end: (id: string) => drop('/sessions/{name}', { path: { name: id } }),
  endOthers: () => drop('/sessions'),
};

export const imports = {
  formats: () => get('/formats'),
  list: () => get('/imports'),
  get: (id: string) => get('/imports/{id}', path(id)),
  start: (id: string, body: Body<'/imports/{id}/start', 'post'>) => post('/imports/{id}/start', { ...path(id), body }),
  undo: (id: string) => drop('/imports/{id}', path(id)),
  refusalsHref: (id: string) => fetched(filled('/imports/{id}/refusals', { id })),
  exportHref: () => fetched('/export'),
};

export const openapi = () => address('/openapi.json');

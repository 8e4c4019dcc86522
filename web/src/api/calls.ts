// Every call the page makes, one line each. Names follow the addresses; the types come from the API's description.
import { type Body, drop, filled, get, patch, post, put, type Query } from './client';
import { fetched } from './http';
import type { NewConversation, NewMessage } from './types';

// What only Settings and the door ask for is in calls.settings.ts, what only People, Search and the palette ask for in
// calls.people.ts, so that the first view does not carry it.
export interface Page<T> {
  items: T[];
  next: string | null;
}
export type ListQuery = Query<'/conversations'>;
const path = (id: string) => ({ path: { id } });

export const session = {
  needsSetup: () => get('/setup'),
  setUp: (body: Body<'/setup', 'post'>) => post('/setup', { body }),
  get: () => get('/session'),
  logIn: (email: string, password: string) => post('/session', { body: { email, password } }),
  logOut: () => drop('/session'),
  change: (body: Body<'/session', 'patch'>) => patch('/session', { body }),
};

export const members = {
  list: () => get('/members'),
};

export const channels = {
  networks: () => get('/networks'),
  list: () => get('/channels'),
};

export const conversations = {
  list: (query: ListQuery, signal?: AbortSignal) => get('/conversations', { query, signal }),
  counts: () => get('/conversations/counts'),
  get: (id: string, signal?: AbortSignal) => get('/conversations/{id}', { ...path(id), signal }),
  add: (body: NewConversation, key?: string) => post('/conversations', { body, key }),
  messages: (id: string, before: string | null = null, limit = 50) =>
    get('/conversations/{id}/messages', { ...path(id), query: { before, limit } }),
  send: (id: string, body: NewMessage, key: string) => post('/conversations/{id}/messages', { ...path(id), body, key }),
  close: (id: string) => put('/conversations/{id}/closure', { ...path(id), body: {} }),
  reopen: (id: string) => drop('/conversations/{id}/closure', path(id)),
  snooze: (id: string, until: string) => put('/conversations/{id}/snooze', { ...path(id), body: { until } }),
  wake: (id: string) => drop('/conversations/{id}/snooze', path(id)),
  assign: (id: string, member: string) => put('/conversations/{id}/assignment', { ...path(id), body: { member } }),
  unassign: (id: string) => drop('/conversations/{id}/assignment', path(id)),
  label: (id: string, label: string) => put('/conversations/{id}/labels/{label}', { path: { id, label } }),
  unlabel: (id: string, label: string) => drop('/conversations/{id}/labels/{label}', { path: { id, label } }),
  read: (id: string, message: string) => put('/conversations/{id}/reading', { ...path(id), body: { message } }),
  draft: (id: string) => get('/conversations/{id}/draft', path(id)),
  keepDraft: (id: string, body: Body<'/conversations/{id}/draft', 'put'>, keepalive = false) =>
    put('/conversations/{id}/draft', { ...path(id), body, keepalive }),
  dropDraft: (id: string) => drop('/conversations/{id}/draft', path(id)),
  presence: (id: string, typing: boolean) => put('/conversations/{id}/presence', { ...path(id), body: { typing } }),
};

export const bulk = {
  run: (body: Body<'/bulk', 'post'>) => post('/bulk', { body }),
  undo: (id: string) => drop('/bulk/{id}', path(id)),
};

export const messages = {
  undo: (id: string) => drop('/messages/{id}', path(id)),
  retry: (id: string) => post('/messages/{id}/retry', path(id)),
  settle: (id: string, outcome: 'sent' | 'failed') =>
    put('/messages/{id}/settlement', { ...path(id), body: { outcome } }),
  image: (id: string, address: string) => fetched(filled('/messages/{id}/image', { id }), { address }),
  source: (id: string) => fetched(filled('/messages/{id}/source', { id })),
};

export const attachments = {
  add: (file: File, signal?: AbortSignal) =>
    post('/attachments', { raw: file, signal, query: { name: file.name, type: file.type } }),
  href: (id: string, inline = false) => fetched(filled('/attachments/{id}', { id }), inline ? { inline: 1 } : {}),
};

export const labels = {
  list: () => get('/labels'),
  add: (name: string) => post('/labels', { body: { name } }),
};

export const streamAddress = (since: string | null) => fetched('/events', { since });

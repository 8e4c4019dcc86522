// Every call the page makes, one line each. Names follow the addresses; the types come from the API's description.
import { type Body, drop, filled, get, patch, post, put, type Query } from './client';
import { address, fetched } from './http';
import type { NewConversation, NewMessage, Role } from './types';

// What only Settings asks for is in calls.settings.ts, so that the first view does not carry it.
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

export const members = {
  list: () => get('/members'),
  change: (id: string, body: { role?: Role; disabled?: boolean }) =>
    patch('/members/{id}', { ...path(id), body }),
  remove: (id: string) => drop('/members/{id}', path(id)),
};

export const apiKeys = {
  list: () => get('/keys'),
  add: (body: { name: string; role: Role }) => post('/keys', { body }),
  remove: (id: string) => drop('/keys/{id}', path(id)),
};

export const channels = {
  networks: () => get('/networks'),
  list: () => get('/channels'),
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

export const conversations = {
  list: (query: ListQuery, signal?: AbortSignal) => get('/conversations', { query, signal }),
  counts: () => get('/conversations/counts'),
  get: (id: string, signal?: AbortSignal) => get('/conversations/{id}', { ...path(id), signal }),
  add: (body: NewConversation, key?: string) => post('/conversations', { body, key }),
  messages: (id: string, before: string | null = null, limit = 50) =>
    get('/conversations/{id}/messages', { ...path(id), query: { before, limit } }),
  send: (id: string, body: NewMessage, key: string) =>
    post('/conversations/{id}/messages', { ...path(id), body, key }),
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

export const people = {
  list: (query: Query<'/people'>, signal?: AbortSignal) => get('/people', { query, signal }),
  add: (name: string) => post('/people', { body: { name } }),
  get: (id: string) => get('/people/{id}', path(id)),
  change: (id: string, body: Body<'/people/{id}', 'patch'>) => patch('/people/{id}', { ...path(id), body }),
  timeline: (id: string, query: Query<'/people/{id}/timeline'> = {}) =>
    get('/people/{id}/timeline', { ...path(id), query }),
  links: (id: string) => get('/people/{id}/links', path(id)),
  merge: (id: string, other: string) => post('/people/{id}/merge', { ...path(id), body: { other } }),
  unmerge: (merge: string) => drop('/merges/{id}', path(merge)),
};

export const links = {
  add: (body: Body<'/links', 'post'>) => post('/links', { body }),
  remove: (id: string, reason: string) => drop('/links/{id}', { ...path(id), body: { reason } }),
};

export const suggestions = {
  list: (person?: string) => get('/suggestions', { query: { person } }),
  decide: (id: string, decision: 'accept' | 'dismiss') =>
    put('/suggestions/{id}/decision', { ...path(id), body: { decision } }),
};

export const labels = {
  list: () => get('/labels'),
  add: (name: string) => post('/labels', { body: { name } }),
  remove: (name: string) => drop('/labels/{name}', { path: { name } }),
};

export const views = {
  list: () => get('/views'),
  add: (body: Body<'/views', 'post'>) => post('/views', { body }),
  remove: (id: string) => drop('/views/{id}', path(id)),
};

export const search = {
  run: (q: string, query: Omit<Query<'/search'>, 'q'> = {}, signal?: AbortSignal) =>
    get('/search', { query: { q, ...query }, signal }),
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

export const streamAddress = (since: string | null) => fetched('/events', { since });
export const openapi = () => address('/openapi.json');

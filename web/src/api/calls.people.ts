// The calls that People, Search, the palette and the person beside a conversation make.
import { type Body, drop, get, patch, post, put, type Query } from './client';

const path = (id: string) => ({ path: { id } });

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

export const confirmations = {
  list: (person: string) => get('/confirmations', { query: { person } }),
  preview: (body: Body<'/confirmations/preview', 'post'>, signal?: AbortSignal) =>
    post('/confirmations/preview', { body, signal }),
  ask: (body: Body<'/confirmations', 'post'>) => post('/confirmations', { body }),
  withdraw: (id: string) => drop('/confirmations/{id}', path(id)),
};

export const search = {
  run: (q: string, query: Omit<Query<'/search'>, 'q'> = {}, signal?: AbortSignal) =>
    get('/search', { query: { q, ...query }, signal }),
};

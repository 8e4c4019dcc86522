// The calls about what is listened for.
import { type Body, drop, get, patch, post } from './client';

const path = (id: string) => ({ path: { id } });

export const topics = {
  list: () => get('/topics'),
  get: (id: string) => get('/topics/{id}', path(id)),
  add: (body: Body<'/topics', 'post'>) => post('/topics', { body }),
  change: (id: string, body: Body<'/topics/{id}', 'patch'>) => patch('/topics/{id}', { ...path(id), body }),
  remove: (id: string) => drop('/topics/{id}', path(id)),
  restore: (id: string) => drop('/topics/{id}/removal', path(id)),
  messages: (id: string, before: string | null, limit: number) =>
    get('/topics/{id}/messages', { ...path(id), query: { before, limit } }),
  preview: (query: string, signal?: AbortSignal) => post('/topics/preview', { body: { query }, signal }),
};

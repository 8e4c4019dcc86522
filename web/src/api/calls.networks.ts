// The calls that social networks bring: what is done without words, and logging in at a network.
import { type Body, drop, get, patch, post, put } from './client';

const path = (id: string) => ({ path: { id } });

export const deeds = {
  like: (id: string, on: boolean) =>
    on ? put('/messages/{id}/like', path(id)) : drop('/messages/{id}/like', path(id)),
  repost: (id: string, on: boolean) =>
    on ? put('/messages/{id}/repost', path(id)) : drop('/messages/{id}/repost', path(id)),
  erase: (id: string, on: boolean) =>
    on ? put('/messages/{id}/erasure', path(id)) : drop('/messages/{id}/erasure', path(id)),
  edit: (id: string, text: string) => post('/messages/{id}/edits', { ...path(id), body: { text } }),
  edits: (id: string) => get('/messages/{id}/edits', path(id)),
  follow: (identity: string) => put('/identities/{id}/follow', path(identity)),
  history: (identity: string) => post('/identities/{id}/history', path(identity)),
  block: (identity: string, on: boolean) =>
    on ? put('/identities/{id}/block', path(identity)) : drop('/identities/{id}/block', path(identity)),
  reactions: (person: string) => get('/people/{id}/reactions', { ...path(person), query: { limit: 50 } }),
};

export const authorisations = {
  begin: (body: Body<'/authorisations', 'post'>) => post('/authorisations', { body }),
  get: (id: string) => get('/authorisations/{id}', path(id)),
};

export const describe = (attachment: string, description: string) =>
  patch('/attachments/{id}', { ...path(attachment), body: { description } });

// The calls about other systems: those that we tell, and the secret of those that tell us.
import { type Body, drop, get, patch, post } from './client';
import type { DeliveryEnd } from './types';

const path = (id: string) => ({ path: { id } });

export const hooks = {
  events: () => get('/hook-events'),
  add: (body: Body<'/hooks', 'post'>) => post('/hooks', { body }),
  change: (id: string, body: Body<'/hooks/{id}', 'patch'>) => patch('/hooks/{id}', { ...path(id), body }),
  remove: (id: string) => drop('/hooks/{id}', path(id)),
  renew: (id: string) => post('/hooks/{id}/secret', path(id)),
  test: (id: string) => post('/hooks/{id}/test', path(id)),
  deliveries: (id: string, state: DeliveryEnd | undefined, cursor: string | null) =>
    get('/hooks/{id}/deliveries', { ...path(id), query: { state, cursor, limit: 25 } }),
  sendAllAgain: (id: string, since: string) => post('/hooks/{id}/redeliveries', { ...path(id), body: { since } }),
  delivery: (id: string) => get('/hook-deliveries/{id}', path(id)),
  sendAgain: (id: string) => post('/hook-deliveries/{id}/retry', path(id)),
};

export const renewSecret = (channel: string) => post('/channels/{id}/secret', path(channel));

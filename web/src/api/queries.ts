// What is read and kept: one key for each thing, so that a live event can say "this is old now".
import { QueryClient } from '@tanstack/svelte-query';
import { channels, conversations, labels, members } from './calls';
import { get } from './client';
import { Problem } from './http';

const minute = 60_000;

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * minute,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof Problem && error.offline && count < 3,
    },
  },
});

export const queries = {
  counts: () => ({ queryKey: ['counts'], queryFn: conversations.counts }),
  conversation: (id: string) => ({
    queryKey: ['conversation', id],
    queryFn: ({ signal }: { signal: AbortSignal }) => conversations.get(id, signal),
  }),
  members: () => ({ queryKey: ['members'], queryFn: members.list, staleTime: 5 * minute }),
  labels: () => ({ queryKey: ['labels'], queryFn: labels.list, staleTime: minute }),
  channels: () => ({ queryKey: ['channels'], queryFn: channels.list, staleTime: minute }),
  hooks: () => ({ queryKey: ['hooks'], queryFn: () => get('/hooks'), staleTime: minute }),
  networks: () => ({ queryKey: ['networks'], queryFn: channels.networks, staleTime: Infinity }),
};

// What is read and kept: one key for each thing, so that a live event can say "this is old now".
import { QueryClient } from '@tanstack/svelte-query';
import { channels, conversations, labels, members, people, search, suggestions, views } from './calls';
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

interface Paged {
  pageParam: string | null;
  signal: AbortSignal;
}
const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { next: string | null }) => last.next,
};

export const queries = {
  counts: () => ({ queryKey: ['counts'], queryFn: conversations.counts }),
  conversation: (id: string) => ({
    queryKey: ['conversation', id],
    queryFn: ({ signal }: { signal: AbortSignal }) => conversations.get(id, signal),
  }),
  members: () => ({ queryKey: ['members'], queryFn: members.list, staleTime: 5 * minute }),
  labels: () => ({ queryKey: ['labels'], queryFn: labels.list, staleTime: minute }),
  channels: () => ({ queryKey: ['channels'], queryFn: channels.list, staleTime: minute }),
  networks: () => ({ queryKey: ['networks'], queryFn: channels.networks, staleTime: Infinity }),
  views: () => ({ queryKey: ['views'], queryFn: views.list, staleTime: minute }),
  person: (id: string) => ({ queryKey: ['person', id], queryFn: () => people.get(id) }),
  timeline: (id: string) => ({
    queryKey: ['timeline', id, 'recent'],
    queryFn: () => people.timeline(id, { limit: 20 }),
  }),
  people: (q: string, order: string) => ({
    queryKey: ['people', q, order],
    queryFn: ({ pageParam, signal }: Paged) => people.list({ q, order, cursor: pageParam, limit: 50 }, signal),
    ...paging,
  }),
  wholeTimeline: (id: string, network: string) => ({
    queryKey: ['timeline', id, 'whole', network],
    queryFn: ({ pageParam }: Paged) => people.timeline(id, { before: pageParam, limit: 40, network }),
    ...paging,
  }),
  found: (q: string) => ({
    queryKey: ['search', q],
    queryFn: ({ pageParam, signal }: Paged) => search.run(q, { cursor: pageParam, limit: 30 }, signal),
    ...paging,
    enabled: q !== '',
  }),
  links: (id: string) => ({ queryKey: ['links', id], queryFn: () => people.links(id) }),
  suggestions: (person?: string) => ({
    queryKey: ['suggestions', person ?? 'all'],
    queryFn: () => suggestions.list(person),
  }),
};

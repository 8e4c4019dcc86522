// What People, Search and the person beside a conversation read. The first word of each key is the one that live events name.
import { confirmations, people, search, suggestions } from './calls.people';

interface Paged {
  pageParam: string | null;
  signal: AbortSignal;
}
const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { next: string | null }) => last.next,
};

export const peopleQueries = {
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
  confirmations: (person: string) => ({
    queryKey: ['confirmations', person],
    queryFn: () => confirmations.list(person),
  }),
  confirmationPreview: (first: string, second: string, in_full: boolean) => ({
    queryKey: ['confirmation-preview', first, second, in_full],
    queryFn: ({ signal }: { signal: AbortSignal }) => confirmations.preview({ first, second, in_full }, signal),
    retry: false,
  }),
  suggestions: (person?: string) => ({
    queryKey: ['suggestions', person ?? 'all'],
    queryFn: () => suggestions.list(person),
  }),
};

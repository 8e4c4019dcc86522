// What the screens of Topics read. The first word of each key is the one that live events name.
import { topics } from './calls.topics';
import type { Topic, TopicPreview } from './types';

const look = 1500;

export const topicQueries = {
  // Counts move with every post, which the stream tells; that time passes, nobody does.
  topics: () => ({ queryKey: ['topics'], queryFn: topics.list, staleTime: 5_000, refetchInterval: 60_000 }),
  // Looked at again while it still reads what was said before.
  topic: (id: string) => ({
    queryKey: ['topic', id],
    queryFn: () => topics.get(id),
    refetchInterval: (query: { state: { data: Topic | undefined } }) =>
      query.state.data?.reading_since ? look : (false as const),
  }),
  preview: (query: string) => ({
    queryKey: ['topic-preview', query],
    queryFn: ({ signal }: { signal: AbortSignal }) => topics.preview(query, signal),
    enabled: query !== '',
    retry: false,
    placeholderData: (old: TopicPreview | undefined) => old,
  }),
};

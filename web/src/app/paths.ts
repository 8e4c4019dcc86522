// The ways to a screen that may be reached from everywhere, and what stands in for it while it is not there.
import { panels } from './panels.svelte';
import { href, place } from './place.svelte';

export const paths = {
  person: (id: string) => panels.peek(id),
  search: (words: string) => place.go(href('inbox', {}, { view: 'all', q: words })),
};

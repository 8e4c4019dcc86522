// The ways to a screen that may be reached from everywhere.
import { href, place } from './place.svelte';

export const paths = {
  person: (id: string) => place.go(href('person', { id })),
  search: (words: string) => place.go(href('search', {}, { q: words })),
};

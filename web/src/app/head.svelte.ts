// What the top bar and the browser's tab say. A screen calls useHead once.
import { onDestroy } from 'svelte';

export interface Head {
  title: string;
  crumb?: { label: string; href: string } | undefined; // what it is part of
  back?: { href: string; title: string } | undefined; // on a phone: one level deeper, with its own title and the way back
}

class HeadState {
  current = $state.raw<(() => Head) | null>(null);
  value = $derived<Head>(this.current?.() ?? { title: '' });
}

export const head = new HeadState();

export function useHead(read: () => Head) {
  head.current = read;
  onDestroy(() => {
    if (head.current === read) head.current = null;
  });
}

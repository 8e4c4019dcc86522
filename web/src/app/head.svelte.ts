// What the top bar and the browser's tab say. A screen calls useHead once; what stands inside it may say it more closely,
// and while it is there it wins.
import { onDestroy } from 'svelte';

export interface Head {
  title: string;
  crumb?: { label: string; href: string } | undefined; // what it is part of
  back?: { href: string; title: string } | undefined; // on a phone: one level deeper, with its own title and the way back
}

class HeadState {
  readers = $state.raw<(() => Head)[]>([]);
  value = $derived<Head>(this.readers.at(-1)?.() ?? { title: '' });
}

export const head = new HeadState();

export function useHead(read: () => Head) {
  head.readers = [...head.readers, read];
  onDestroy(() => {
    head.readers = head.readers.filter((one) => one !== read);
  });
}

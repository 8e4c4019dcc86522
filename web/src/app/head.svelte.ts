// What the top bar and the browser's tab say. A screen calls useHead once; what stands inside it may say it more closely,
// and while it is there it wins.
import { onDestroy } from 'svelte';

export interface Head {
  title: string;
  crumb?: { label: string; href: string } | undefined; // what it is part of
  back?: { href: string; title: string } | undefined; // on a phone: one level deeper, with its own title and the way back
}

class HeadState {
  // Not a state: whoever leaves is shown the states of before, and would take with them who has just come.
  #readers: (() => Head)[] = [];
  #change = $state.raw({});
  value = $derived.by<Head>(() => {
    void this.#change;
    return this.#readers.at(-1)?.() ?? { title: '' };
  });

  add(read: () => Head) {
    this.#readers.push(read);
    this.#change = {};
  }
  remove(read: () => Head) {
    this.#readers = this.#readers.filter((one) => one !== read);
    this.#change = {};
  }
}

export const head = new HeadState();

export function useHead(read: () => Head) {
  head.add(read);
  onDestroy(() => head.remove(read));
}

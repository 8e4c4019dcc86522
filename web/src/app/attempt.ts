import { toasts } from './toasts.svelte';

// Does what a member asked for. True when it went well; else it says why not. Either way what is shown is read anew.
export async function attempt(doing: () => Promise<unknown>, refresh: () => Promise<unknown>): Promise<boolean> {
  try {
    await doing();
    return true;
  } catch (error) {
    toasts.fail(error);
    return false;
  } finally {
    await refresh();
  }
}

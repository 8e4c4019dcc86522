// What can be done about what could not be decoded.
import { quarantine } from '../../../api/calls.settings';
import { Problem } from '../../../api/http';
import { client } from '../../../api/queries';
import { toasts } from '../../../app/toasts.svelte';
import { quarantineWords as w } from '../../../i18n/en.quarantine';

export const refresh = () =>
  Promise.all([['quarantine'], ['channels']].map((queryKey) => client.invalidateQueries({ queryKey })));

// True when the message is in quarantine no longer.
async function deed(doing: () => Promise<string>): Promise<boolean> {
  try {
    toasts.say(await doing());
    return true;
  } catch (error) {
    toasts.fail(error, error instanceof Problem && error.status === 409 ? w.still : undefined);
    return error instanceof Problem && error.status === 404;
  } finally {
    await refresh();
  }
}

export const retry = (id: string) =>
  deed(async () => {
    await quarantine.retry(id);
    return w.released;
  });

export const dismiss = (id: string) =>
  deed(async () => {
    await quarantine.remove(id);
    return w.dismissed;
  });

export const retryAll = (channel?: string) =>
  deed(async () => {
    const { released, kept } = await quarantine.retryAll(channel);
    const parts = [released > 0 && w.releasedAll(released), kept > 0 && w.keptAll(kept)].filter(Boolean);
    return parts.join(', ') || w.nothing;
  });

// What a member prefers, kept at once here and then on the server; taken back when the server says no.
import { session as calls } from '../../../api/calls';
import type { Preferences } from '../../../api/types';
import { session } from '../../../app/session.svelte';
import { toasts } from '../../../app/toasts.svelte';
import { profileWords as w } from '../../../i18n/en.profile';

export async function keep(change: Partial<Preferences>): Promise<boolean> {
  const before = session.me;
  if (!before) return false;
  const preferences = { ...before.preferences, ...change };
  session.me = { ...before, preferences };
  session.adopt(preferences);
  try {
    await calls.change({ preferences: change });
    return true;
  } catch (error) {
    session.me = before;
    session.adopt(before.preferences);
    toasts.fail(error, w.failed);
    return false;
  }
}

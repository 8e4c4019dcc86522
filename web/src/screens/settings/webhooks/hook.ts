// What a webhook is called: as the team described it, or by where it leads.
import type { Hook } from '../../../api/types';

export function nameOf(hook: Pick<Hook, 'url' | 'description'>): string {
  const address = hook.url.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return hook.description || (address.length > 60 ? `${address.slice(0, 59)}…` : address);
}

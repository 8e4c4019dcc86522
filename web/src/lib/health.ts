// How a channel is, as icon, word and colour together; and whether somebody must do something.
import type { Channel } from '../api/types';
import type { IconName } from '../ui/icon-names';
import { inTrouble } from './trouble';

type State = Channel['state'];
export interface Health {
  icon: IconName;
  kind: 'good' | 'warn' | 'bad' | 'accent' | 'plain';
}

const table: Record<State, Health> = {
  live: { icon: 'circle-check', kind: 'good' },
  connecting: { icon: 'hourglass', kind: 'accent' },
  waiting: { icon: 'clock', kind: 'warn' },
  needs_login: { icon: 'key-round', kind: 'bad' },
  failed: { icon: 'circle-x', kind: 'bad' },
  paused: { icon: 'pause', kind: 'plain' },
  imported: { icon: 'archive', kind: 'plain' },
};

export const healthOf = (state: State): Health => table[state];
// Who needs somebody first, then who runs, then who rests; by name inside.
const order: State[] = ['needs_login', 'failed', 'waiting', 'connecting', 'live', 'paused', 'imported'];
export function sorted(channels: Channel[]): Channel[] {
  const urgent = (one: Channel) => (inTrouble(one.state) ? order.indexOf(one.state) : one.state === 'imported' ? 9 : 5);
  return channels.toSorted((a, b) => urgent(a) - urgent(b) || a.name.localeCompare(b.name));
}

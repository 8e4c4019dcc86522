// Whether something is wrong with a channel, and whether somebody must do something about it.
import type { Channel } from '../api/types';

type State = Channel['state'];

export const needsSomebody = (state: State) => state === 'failed' || state === 'needs_login';
export const inTrouble = (state: State) => needsSomebody(state) || state === 'waiting';

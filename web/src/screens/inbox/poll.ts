// A poll as it stands under a message's details.
import type { Message } from '../../api/types';

export interface PollOfMessage {
  options: { title: string; votes?: number }[];
  multiple?: boolean;
  votes?: number;
  expires_at?: string;
  expired?: boolean;
}

export function pollOf(message: Message): PollOfMessage | null {
  const poll = message.extra['poll'] as PollOfMessage | undefined;
  return poll && Array.isArray(poll.options) && poll.options.length ? poll : null;
}

// A question that is being written.
export interface NewPoll {
  options: string[];
  multiple: boolean;
  seconds: number;
}

const day = 24 * 3600;
export const durations = [3600, 6 * 3600, day, 3 * day, 7 * day];

// What is sent: answers that were left empty are none. Null while there are not two different ones.
export function asked(poll: NewPoll | null): NewPoll | null {
  const options = poll ? [...new Set(poll.options.map((one) => one.trim()).filter(Boolean))] : [];
  return poll && options.length > 1 ? { ...poll, options } : null;
}

// There is always one empty line more to type in, up to what the network allows.
export function withRoom(options: string[], most: number): string[] {
  const filled = options.filter((one, at) => one !== '' || at < 2);
  return filled.length < most && filled.every((one) => one !== '') ? [...filled, ''] : filled;
}

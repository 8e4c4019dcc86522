// What can be done to a channel. Each says what it did; pausing can be taken back.
import { connections } from '../../../api/calls.settings';
import { client } from '../../../api/queries';
import type { Channel } from '../../../api/types';
import { attempt } from '../../../app/attempt';
import { toasts } from '../../../app/toasts.svelte';
import { channelWords as w } from '../../../i18n/en.channels';

export const refresh = () => client.invalidateQueries({ queryKey: ['channels'] });

const deed = (doing: () => Promise<unknown>) => attempt(doing, refresh);

export const retry = (channel: Channel) =>
  deed(async () => {
    await connections.retry(channel.id);
    toasts.say(w.said.retried(channel.name));
  });

export const pause = (channel: Channel, paused: boolean) =>
  deed(async () => {
    await connections.change(channel.id, { paused });
    toasts.say(paused ? w.said.paused(channel.name) : w.said.resumed(channel.name), {
      undo: async () => {
        await connections.change(channel.id, { paused: !paused });
        await refresh();
      },
    });
  });

export const disconnect = (channel: Channel) =>
  deed(async () => {
    await connections.remove(channel.id);
    toasts.say(w.said.gone(channel.name));
  });

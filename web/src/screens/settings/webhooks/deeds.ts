// What can be done to a webhook. Each says what it did; pausing can be taken back.
import { hooks } from '../../../api/calls.hooks';
import { client } from '../../../api/queries';
import type { Hook, HookDelivery } from '../../../api/types';
import { attempt } from '../../../app/attempt';
import { toasts } from '../../../app/toasts.svelte';
import { hookWords as w } from '../../../i18n/en.webhooks';
import { nameOf } from './hook';

export const refresh = () => client.invalidateQueries({ queryKey: ['hooks'] });
// Only the list with its sums; the logs are left.
export const counts = () => client.invalidateQueries({ queryKey: ['hooks'], exact: true });

const deed = (doing: () => Promise<unknown>) => attempt(doing, refresh);

export const test = (hook: Hook) =>
  deed(async () => {
    await hooks.test(hook.id);
    toasts.say(w.tested);
  });

export const pause = (hook: Hook, paused: boolean) =>
  deed(async () => {
    await hooks.change(hook.id, { paused });
    toasts.say(paused ? w.said.paused(nameOf(hook)) : w.said.resumed(nameOf(hook)), {
      undo: async () => {
        await hooks.change(hook.id, { paused: !paused });
        await refresh();
      },
    });
  });

export const sendAgain = (one: HookDelivery) =>
  deed(async () => {
    await hooks.sendAgain(one.id);
    toasts.say(w.said.again);
  });

export async function sendAllAgain(hook: Hook, since: string) {
  const { queued } = await hooks.sendAllAgain(hook.id, since);
  toasts.say(w.said.all(queued));
  await refresh();
}

export async function remove(hook: Hook) {
  await hooks.remove(hook.id);
  toasts.say(w.said.removed(nameOf(hook)));
}

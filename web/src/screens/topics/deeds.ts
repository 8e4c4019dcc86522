// What can be done to a topic. Each says what it did and how it is taken back.
import { topics } from '../../api/calls.topics';
import { client } from '../../api/queries';
import type { Topic } from '../../api/types';
import { href, place } from '../../app/place.svelte';
import { toasts } from '../../app/toasts.svelte';
import { topicWords as w } from '../../i18n/en.topics';

const day = 24 * 60 * 60_000;

export const refresh = () =>
  Promise.all(['topics', 'topic'].map((name) => client.invalidateQueries({ queryKey: [name] })));

export async function restore(topic: Topic) {
  try {
    client.setQueryData<Topic>(['topic', topic.id], await topics.restore(topic.id));
    toasts.say(w.restored(topic.name));
  } catch (error) {
    toasts.fail(error);
  } finally {
    await refresh();
  }
}

export async function remove(topic: Topic) {
  try {
    await topics.remove(topic.id);
    toasts.say(w.removed(topic.name), { until: day, undo: () => restore(topic) });
    place.go(href('topics'), { replace: true });
  } catch (error) {
    toasts.fail(error);
  } finally {
    await refresh();
  }
}

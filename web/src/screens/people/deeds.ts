// What can be done to a person. Each says what it did and how it is taken back; then everything about people is read anew.
import { confirmations, links, people, suggestions } from '../../api/calls.people';
import { client } from '../../api/queries';
import type { Confirmation, Identity, Link, Person, PersonRef, Suggestion } from '../../api/types';
import { attempt } from '../../app/attempt';
import { toasts } from '../../app/toasts.svelte';
import { peopleWords as w } from '../../i18n/en.people';

const day = 24 * 60 * 60_000;
const names = ['person', 'people', 'links', 'timeline', 'suggestions', 'confirmations', 'conversation'];

export const refresh = () => Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name] })));

// True when it was done.
const deed = (doing: () => Promise<unknown>) => attempt(doing, refresh);

export async function change(id: string, body: { name?: string; roles?: string[]; note?: string }): Promise<boolean> {
  try {
    client.setQueryData<Person>(['person', id], await people.change(id, body));
    void client.invalidateQueries({ queryKey: ['people'] });
    toasts.say(w.edit.saved);
    return true;
  } catch (error) {
    toasts.fail(error, w.edit.failed);
    return false;
  }
}

export const split = (person: string, identity: Identity & { link: Link }) =>
  deed(async () => {
    await links.remove(identity.link.id, w.splitWhy);
    toasts.say(w.split(identity.handle), {
      until: day,
      undo: async () => {
        await links.add({ identity: identity.id, person, reason: w.splitBack });
        await refresh();
      },
    });
  });

export const merge = (person: string, other: PersonRef) =>
  deed(async () => {
    const { undo } = await people.merge(person, other.id);
    toasts.say(w.merge.done(other.name), {
      until: day,
      undo: async () => {
        await people.unmerge(undo);
        toasts.say(w.merge.undone);
        await refresh();
      },
    });
  });

export const decide = (suggestion: Suggestion, other: PersonRef, decision: 'accept' | 'dismiss') =>
  deed(async () => {
    await suggestions.decide(suggestion.id, decision);
    toasts.say(decision === 'accept' ? w.accepted(other.name) : w.dismissed);
  });

export const ask = (first: Identity, second: Identity, how: { in_full: boolean; again: boolean }) =>
  deed(async () => {
    await confirmations.ask({ first: first.id, second: second.id, ...how });
    toasts.say(w.confirm.sent(first.handle));
  });

export const withdraw = (one: Confirmation) =>
  deed(async () => {
    await confirmations.withdraw(one.id);
    toasts.say(w.confirm.withdrawn);
  });

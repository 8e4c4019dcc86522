// What the palette lists for what was typed: commands at once, people and conversations from the server a moment later.
import { conversations } from '../api/calls';
import { people } from '../api/calls.people';
import { client } from '../api/queries';
import type { ConversationRow, PersonRef, PersonRow } from '../api/types';
import { t } from '../i18n/en';
import { paletteWords } from '../i18n/en.palette';
import { settings } from '../i18n/en.settings';
import { rank } from '../lib/rank';
import type { IconName } from '../ui/icon-names';
import { keyboard } from './keyboard.svelte';
import { keyRow, type KeyId } from './keys';
import { href, place } from './place.svelte';
import { hrefOf, seenBy, titleOf } from '../screens/settings/sections';
import { paths } from './paths';
import { session } from './session.svelte';

export interface Row {
  id: string;
  label: string;
  hint?: string | undefined;
  icon?: IconName | undefined;
  person?: PersonRef | null;
  network?: string | undefined;
  key?: KeyId;
  fill?: string; // puts this into the field instead of doing something
  run?: () => unknown;
}
export interface Group {
  name: string;
  rows: Row[];
}

const operators = ['from', 'to', 'in', 'has', 'is', 'before', 'after', 'assigned', 'label'] as const;

export class Finder {
  typed = $state('');
  private people = $state.raw<PersonRow[]>([]);
  private found = $state.raw<ConversationRow[]>([]);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;

  groups = $derived.by<Group[]>(() => {
    const all = [
      { name: paletteWords.commands, rows: this.commands().slice(0, this.typed ? 6 : 30) },
      { name: settings.palette, rows: this.settings().slice(0, 4) },
      { name: paletteWords.people, rows: this.people.map((one) => this.person(one)) },
      { name: paletteWords.conversations, rows: this.found.map((one) => this.conversation(one)) },
      { name: paletteWords.operators, rows: this.operators() },
      { name: t.places.search, rows: this.everything() },
    ];
    return all.filter((group) => group.rows.length > 0);
  });

  clear() {
    this.typed = '';
    this.people = [];
    this.found = [];
  }

  search() {
    clearTimeout(this.timer);
    this.running?.abort();
    const words = this.typed.trim();
    if (words.length < 2) {
      this.people = [];
      this.found = [];
      return;
    }
    this.timer = setTimeout(() => void this.ask(words), 120);
  }

  private async ask(words: string) {
    const running = (this.running = new AbortController());
    const part = <T>(page: Promise<{ items: T[] }>) => page.then((one) => one.items).catch(() => [] as T[]);
    const [persons, rows] = await Promise.all([
      part(people.list({ q: words, limit: 5 }, running.signal)),
      part(conversations.list({ view: 'all', q: words, limit: 6 }, running.signal)),
    ]);
    if (running.signal.aborted) return;
    this.people = persons;
    this.found = rows;
  }

  private commands(): Row[] {
    const ids = keyboard.available.filter((id) => !keyRow(id).quiet);
    return rank(ids, this.typed, (id) => keyRow(id).label).map((id) => ({
      id: `key-${id}`,
      label: keyRow(id).label,
      icon: keyRow(id).icon,
      key: id,
      run: () => setTimeout(() => keyboard.run(id)),
    }));
  }
  private settings(): Row[] {
    if (!this.typed.trim()) return [];
    return rank(seenBy(session.role), this.typed, titleOf).map((one) => ({
      id: `settings-${one.id}`,
      label: titleOf(one),
      hint: settings.title,
      icon: one.icon,
      run: () => place.go(hrefOf(one.id)),
    }));
  }
  private person(one: PersonRow): Row {
    const hint = one.handles.slice(0, 2).join(' · ');
    return {
      id: `person-${one.id}`,
      label: one.name,
      hint,
      person: one,
      network: one.networks[0],
      run: () => paths.person(one.id),
    };
  }
  private conversation(one: ConversationRow): Row {
    const label = one.subject || one.last_text;
    const hint = one.person?.name ?? one.identity?.name ?? one.channel_name;
    const run = () => {
      void client.invalidateQueries({ queryKey: ['conversation', one.id] });
      place.go(href('inbox', { conversation: one.id }, { view: 'all' }));
    };
    return {
      id: `conversation-${one.id}`,
      label,
      hint,
      person: one.person,
      network: one.network,
      icon: 'message-circle',
      run,
    };
  }
  private operators(): Row[] {
    const last = this.typed.split(/\s+/).at(-1) ?? '';
    if (!last || last.includes(':')) return [];
    return operators
      .filter((name) => name.startsWith(last.toLowerCase()))
      .slice(0, 3)
      .map((name) => ({
        id: `operator-${name}`,
        label: `${name}:`,
        hint: paletteWords.operator[name],
        icon: 'list-filter',
        fill: `${this.typed.slice(0, this.typed.length - last.length)}${name}:`,
      }));
  }
  private everything(): Row[] {
    const words = this.typed.trim();
    if (words.length < 2) return [];
    return [{ id: 'search', label: paletteWords.searchFor(words), icon: 'search', run: () => paths.search(words) }];
  }
}

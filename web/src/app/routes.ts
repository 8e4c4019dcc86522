// Every screen: its address, how it is fetched, its name, and its place in the rail. Only what exists is listed.
import type { Component } from 'svelte';
import { t } from '../i18n/en';
import type { IconName } from '../ui/icon-names';
import type { KeyId } from './keys';

export const patterns = {
  inbox: '/inbox/:conversation?',
  login: '/login',
  setup: '/setup',
  invitation: '/invitation/:token',
  people: '/people',
  person: '/people/:id',
  search: '/search',
  topics: '/topics',
  newTopic: '/topics/new',
  topic: '/topics/:id',
  settings: '/settings/:section?/:item?',
} as const;

export type RouteName = keyof typeof patterns;

export type RailGroup = 'work' | 'relations' | 'listen' | 'foot';

export interface Screen {
  load: () => Promise<{ default: Component }>;
  title: string;
  rail?: { icon: IconName; key: KeyId; group: RailGroup; holds?: string[] }; // holds: screens that belong to it
  makes?: boolean; // what is new here is something of its own, not a message
  open?: boolean; // seen without logging in, and without the rail
}

export const screens: Record<RouteName, Screen> = {
  inbox: {
    load: () => import('../screens/inbox/Inbox.svelte'),
    title: t.places.inbox,
    rail: { icon: 'inbox', key: 'goInbox', group: 'work' },
  },
  login: { load: () => import('../screens/door/Login.svelte'), title: t.places.login, open: true },
  setup: { load: () => import('../screens/door/Setup.svelte'), title: t.places.setup, open: true },
  invitation: { load: () => import('../screens/door/Invitation.svelte'), title: t.places.invitation, open: true },
  people: {
    load: () => import('../screens/people/People.svelte'),
    title: t.places.people,
    rail: { icon: 'users', key: 'goPeople', group: 'relations', holds: ['person'] },
  },
  person: { load: () => import('../screens/people/Person.svelte'), title: t.places.person },
  search: {
    load: () => import('../screens/search/Search.svelte'),
    title: t.places.search,
    rail: { icon: 'search', key: 'goSearch', group: 'work' },
  },
  topics: {
    load: () => import('../screens/topics/Topics.svelte'),
    title: t.places.topics,
    rail: { icon: 'ear', key: 'goTopics', group: 'listen', holds: ['topic', 'newTopic'] },
    makes: true,
  },
  newTopic: { load: () => import('../screens/topics/NewTopic.svelte'), title: t.places.newTopic, makes: true },
  topic: { load: () => import('../screens/topics/Topic.svelte'), title: t.places.topic, makes: true },
  settings: {
    load: () => import('../screens/settings/Settings.svelte'),
    title: t.places.settings,
    rail: { icon: 'settings', key: 'goSettings', group: 'foot' },
    makes: true,
  },
};

// Where somebody must act: a number beside the place, and what it says.
export type Calls = Partial<Record<RouteName, { count: number; label: string }>>;

// Where somebody must be sent from here, or null to stay.
export function startOf(
  state: 'loading' | 'in' | 'out' | 'new' | 'unreachable',
  open: boolean,
  path: string,
): string | null {
  if (state === 'in' && path === '/') return '/inbox';
  if (state === 'in' && (path === '/login' || path === '/setup')) return '/inbox';
  if (state === 'out' && !open) return `/login${path === '/' ? '' : `?to=${encodeURIComponent(path)}`}`;
  if (state === 'new' && path !== '/setup') return '/setup';
  return null;
}

export interface RailRow {
  name: RouteName;
  title: string;
  href: string;
  icon: IconName;
  key: KeyId;
  group: RailGroup;
  holds: string[];
}

export const railRows: RailRow[] = (Object.entries(screens) as [RouteName, Screen][]).flatMap(
  ([name, { rail, title }]) =>
    rail
      ? [
          {
            name,
            title,
            href: patterns[name].replace(/\/:.*$/, ''),
            icon: rail.icon,
            key: rail.key,
            group: rail.group,
            holds: [name, ...(rail.holds ?? [])],
          },
        ]
      : [],
);

export const railOf = (group: RailGroup) => railRows.filter((row) => row.group === group);

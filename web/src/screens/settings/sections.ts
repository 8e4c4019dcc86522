// The pages of Settings, in the order of the list. A new one: its line here, its name in i18n/en.settings.ts, and a
// component that begins with <Page lead="…">; what is deeper in it (`/settings/ID/ITEM`) is `place.params['item']`.
import type { Component } from 'svelte';
import { settings as w } from '../../i18n/en.settings';
import { atLeast, type RoleName } from '../../lib/roles';
import type { IconName } from '../../ui/icon-names';

export type SectionId = keyof typeof w.sections;
export type Group = keyof typeof w.groups;

export interface Section {
  id: SectionId;
  group: Group;
  icon: IconName;
  least: RoleName; // who may see it
  load: () => Promise<{ default: Component }>;
}

const section = (id: SectionId, group: Group, icon: IconName, least: RoleName, load: Section['load']): Section => ({
  id,
  group,
  icon,
  least,
  load,
});

// prettier-ignore
export const sections: Section[] = [
  section('channels', 'workspace', 'plug', 'viewer', () => import('./channels/Channels.svelte')),
  section('team', 'workspace', 'users', 'viewer', () => import('./team/Team.svelte')),
  section('workspaces', 'workspace', 'building-2', 'viewer', () => import('./workspaces/Workspaces.svelte')),
  section('keys', 'workspace', 'key-round', 'admin', () => import('./keys/Keys.svelte')),
  section('webhooks', 'workspace', 'webhook', 'admin', () => import('./webhooks/Webhooks.svelte')),
  section('import', 'data', 'archive-restore', 'admin', () => import('./import/Import.svelte')),
  section('quarantine', 'data', 'bug', 'admin', () => import('./quarantine/Quarantine.svelte')),
  section('audit', 'data', 'scroll-text', 'admin', () => import('./audit/Audit.svelte')),
  section('profile', 'you', 'user', 'viewer', () => import('./profile/Profile.svelte')),
];

export const titleOf = (one: Section): string => w.sections[one.id];
export const hrefOf = (id: SectionId, item?: string): string =>
  `/settings/${id}${item ? `/${encodeURIComponent(item)}` : ''}`;
export const seenBy = (role: RoleName): Section[] => sections.filter((one) => atLeast(role, one.least));
export const groupsOf = (list: Section[]) =>
  (Object.keys(w.groups) as Group[])
    .map((id) => ({ id, title: w.groups[id], sections: list.filter((one) => one.group === id) }))
    .filter((group) => group.sections.length > 0);

// The member's own menu: in the rail, and behind the top bar's avatar on a phone.
import { t } from '../i18n/en';
import type { Item } from '../ui/Menu.svelte';
import { panels } from './panels.svelte';
import { place } from './place.svelte';
import { session } from './session.svelte';
import { look } from './theme.svelte';

export function memberItems(): Item[] {
  const theme = (name: 'system' | 'light' | 'dark', icon: Item['icon'], first = false): Item => ({
    id: name,
    label: t.shell.theme[name],
    checked: look.theme === name,
    line: first,
    ...(icon ? { icon } : {}),
    run: () => look.setTheme(name),
  });
  const density = (name: 'comfortable' | 'compact', first = false): Item => ({
    id: name,
    label: t.shell.density[name],
    checked: look.density === name,
    line: first,
    run: () => look.setDensity(name),
  });
  return [
    { id: 'profile', label: t.shell.profile, icon: 'user', run: () => place.go('/settings/profile') },
    { id: 'help', label: t.shell.help, icon: 'keyboard', key: 'help', run: () => panels.show('help') },
    theme('system', 'monitor', true),
    theme('light', 'sun'),
    theme('dark', 'moon'),
    density('comfortable', true),
    density('compact'),
    { id: 'logout', label: t.shell.logout, icon: 'log-out', line: true, run: () => session.logOut() },
  ];
}

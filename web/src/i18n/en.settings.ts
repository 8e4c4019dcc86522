// The words of Settings itself: its sections and what is said when one is closed to somebody. Each section has a table of
// its own beside this one (en.channels.ts …).
import { localise } from './locale';

export const settings = localise({
  title: 'Settings',
  nav: 'Settings',
  palette: 'Settings',
  groups: { workspace: 'Workspace', data: 'Data', you: 'You' },
  sections: {
    channels: 'Channels',
    team: 'Team',
    workspaces: 'Workspaces',
    keys: 'API keys',
    webhooks: 'Webhooks',
    import: 'Import',
    quarantine: 'Quarantine',
    audit: 'Audit',
    profile: 'Your profile',
  },
  unknown: {
    title: 'Settings has no such page',
    text: 'The link may be old. Choose a page from the list.',
    action: 'All settings',
  },
  closed: {
    title: (section: string) => `${section} is for admins`,
    text: (role: string) =>
      `You are here as ${role}. Ask an owner or an admin of this workspace if you need to change something.`,
  },
  roles: { owner: 'owner', admin: 'admin', agent: 'agent', viewer: 'viewer' },
  attention: (count: number) => (count === 1 ? '1 needs attention' : `${count} need attention`),
});

// Words that several pages of Settings share.
import { localise } from './locale';

export const settingsParts = localise({
  copy: 'Copy',
  copied: 'Copied',
  once: 'Shown this once. Only a fingerprint of it is kept here.',
  failed: 'This could not be loaded',
  actions: 'Actions',
  done: 'Done',
  older: 'Show older',
  role: {
    owner: 'everything, other owners and new workspaces too',
    admin: 'channels, team, keys and imports',
    agent: 'reads and answers',
    viewer: 'reads only',
  },
});

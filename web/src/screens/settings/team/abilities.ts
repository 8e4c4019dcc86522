// What stands in the matrix of roles, each with the route that decides it.
import { teamWords } from '../../../i18n/en.team';

export type Ability = keyof typeof teamWords.abilities;

export const decidedBy: [Ability, string][] = [
  ['read', 'GET /api/conversations'],
  ['answer', 'POST /api/conversations/{id}/messages'],
  ['people', 'POST /api/people/{id}/merge'],
  ['settle', 'PUT /api/messages/{id}/settlement'],
  ['labels', 'POST /api/labels'],
  ['topics', 'POST /api/topics'],
  ['channels', 'POST /api/channels'],
  ['quarantine', 'GET /api/quarantine'],
  ['import', 'POST /api/imports'],
  ['export', 'GET /api/export'],
  ['invite', 'POST /api/invitations'],
  ['keys', 'POST /api/keys'],
  ['webhooks', 'POST /api/hooks'],
  ['audit', 'GET /api/audit'],
  ['rename', 'PATCH /api/workspaces/{id}'],
  ['workspace', 'POST /api/workspaces'],
];

// What the stream says. `seq` is absent only on presence, which is not journaled.
import type { ConversationRow } from '../api/types';

interface Base {
  seq?: string | number;
  at?: string;
}
export type LiveEvent = Base &
  (
    | {
        type: 'message_added';
        conversation: string;
        message: string;
        person: string | null;
        channel: string;
        direction: string;
      }
    | { type: 'message_changed'; conversation: string; message: string }
    | { type: 'reaction_changed'; conversation: string | null; message: string | null; person: string | null }
    | { type: 'conversation_changed'; conversation: string; record: string }
    | { type: 'person_changed'; person: string }
    | { type: 'link_changed'; person: string; identity: string }
    | { type: 'suggestion_added'; suggestion: string }
    | { type: 'channel_changed'; channel: string; state: string }
    | { type: 'draft_changed'; conversation: string; member: string }
    | { type: 'import_changed'; import: string }
    | { type: 'member_changed'; member: string }
    | { type: 'hook_changed'; hook: string }
    | { type: 'topic_changed'; topic: string }
    | { type: 'quarantine_changed' }
    | { type: 'presence'; conversation: string; viewers: ConversationRow['viewers'] }
  );

export type LiveType = LiveEvent['type'];

export const liveTypes: LiveType[] = [
  'message_added',
  'message_changed',
  'reaction_changed',
  'conversation_changed',
  'person_changed',
  'link_changed',
  'suggestion_added',
  'channel_changed',
  'draft_changed',
  'import_changed',
  'member_changed',
  'hook_changed',
  'topic_changed',
  'quarantine_changed',
  'presence',
];

// The cached reads that an event makes old; see api/queries.ts for the names.
export function touched(event: LiveEvent): string[][] {
  switch (event.type) {
    case 'message_added':
      return [
        ['counts'],
        ['conversation', event.conversation],
        ...(event.person
          ? [
              ['timeline', event.person],
              ['person', event.person],
            ]
          : []),
        ['people'],
        ['topics'],
        ['topic'],
      ];
    case 'message_changed':
      return [['counts'], ['conversation', event.conversation], ['topics'], ['topic']];
    case 'reaction_changed':
      return event.person ? [['reactions', event.person]] : [['reactions']];
    case 'conversation_changed':
      return [['counts'], ['conversation', event.conversation], ['labels']];
    case 'person_changed':
      return [['person', event.person], ['confirmations', event.person], ['suggestions'], ['people']];
    case 'link_changed':
      return [
        ['person', event.person],
        ['confirmations', event.person],
        ['links', event.person],
        ['timeline', event.person],
        ['people'],
        ['suggestions'],
        ['conversation'],
      ];
    case 'suggestion_added':
      return [['suggestions'], ['conversation']];
    case 'channel_changed':
      return [['channels']];
    case 'import_changed':
      return [['imports']];
    case 'member_changed':
      return [['members'], ['invitations']];
    case 'hook_changed':
      return [['hooks']];
    case 'topic_changed':
      return [['topics'], ['topic', event.topic]];
    case 'quarantine_changed':
      return [['quarantine'], ['channels']];
    default:
      return [];
  }
}

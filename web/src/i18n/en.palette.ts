// The words of the palette, which is fetched when it is first wanted.
import { plural } from './format';
import { localise } from './locale';

export const paletteWords = localise({
  title: 'Search or run a command',
  placeholder: 'Search people, conversations, commands',
  commands: 'Commands',
  people: 'People',
  conversations: 'Conversations',
  recent: 'Recent',
  operators: 'Operators',
  searchFor: (words: string) => `Search everything for “${words}”`,
  nothing: 'Nothing found',
  nothingText: 'Try fewer letters, or press Enter to search all messages.',
  results: (count: number) => plural(count, 'result', 'results'),
  move: 'move',
  choose: 'choose',
  leave: 'close',
  operator: {
    from: 'written by a person or address',
    to: 'sent to a person or address',
    in: 'in a channel or network',
    has: 'attachment, link or image',
    is: 'open, closed, snoozed, unread, unanswered, failed …',
    before: 'before a day',
    after: 'since a day',
    assigned: 'me, none or a name',
    label: 'with a label',
  },
});

// The words of Search.
import { plural } from './format';
import { localise } from './locale';

export const searchWords = localise({
  box: 'Search all messages and people',
  clear: 'Clear the search',
  people: 'People',
  messages: 'Messages',
  more: 'Show more',
  count: (count: number, more: boolean) => (more ? `${count}+ messages` : plural(count, 'message', 'messages')),
  failed: 'The search could not be done',
  nothing: 'Nothing found',
  nothingText: 'Try fewer words, or leave out an operator.',
  help: 'What can be asked',
  helpText: 'Words stand for themselves; the beginning of a word is enough. Operators narrow it down.',
  phrase: 'these words side by side',
  without: 'without this word',
  invalid: 'This search cannot be read',
  elsewhere: 'in the conversation',
  we: 'We',
  to: (name: string) => `to ${name}`,
  done: 'Done',
  examples: {
    phrase: '"no bread"',
    without: '-newsletter',
    from: 'from:amara',
    to: 'to:hello@',
    in: 'in:mastodon',
    has: 'has:attachment',
    is: 'is:unanswered',
    before: 'before:2026-10-01',
    after: 'after:2026-09-01',
    assigned: 'assigned:me',
    label: 'label:refund',
  },
});

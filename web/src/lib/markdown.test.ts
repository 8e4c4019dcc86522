import { expect, test } from 'vitest';
import { blocks, gist } from './markdown';

const help = 'Reads a mailbox by **IMAP** and\nanswers. You need `it`.\n\n- One **app password**\n  goes on\n- Two';

test('paragraphs, lists, strong words and code', () => {
  expect(blocks(help)).toEqual([
    {
      kind: 'text',
      spans: [
        { text: 'Reads a mailbox by ', kind: 'plain' },
        { text: 'IMAP', kind: 'strong' },
        { text: ' and answers. You need ', kind: 'plain' },
        { text: 'it', kind: 'code' },
        { text: '.', kind: 'plain' },
      ],
    },
    {
      kind: 'list',
      items: [
        [
          { text: 'One ', kind: 'plain' },
          { text: 'app password', kind: 'strong' },
          { text: ' goes on', kind: 'plain' },
        ],
        [{ text: 'Two', kind: 'plain' }],
      ],
    },
  ]);
});

test('what is no mark stays as it is', () => {
  expect(blocks('2 ** 3 <b>x</b>')).toEqual([{ kind: 'text', spans: [{ text: '2 ** 3 <b>x</b>', kind: 'plain' }] }]);
  expect(blocks('')).toEqual([]);
});

test('the gist is the first sentence', () => {
  expect(gist(help)).toBe('Reads a mailbox by IMAP and answers.');
  expect(gist('No end')).toBe('No end');
});

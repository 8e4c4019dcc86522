// Which column holds what. The server wants it by meaning, people choose it by column.
import { importWords } from '../../../i18n/en.import';

export type Meaning = keyof typeof importWords.meanings;
export type Columns = Record<string, string>; // meaning → column

export const meanings = Object.keys(importWords.meanings) as Meaning[];
export const required: Meaning[] = ['author', 'text'];

export function meaningOf(columns: Columns, column: string): Meaning | '' {
  return meanings.find((meaning) => columns[meaning] === column) ?? '';
}

// A meaning belongs to one column: whoever had it before loses it. A column may have had another meaning: it goes.
export function meant(columns: Columns, column: string, meaning: Meaning | ''): Columns {
  const rest = Object.entries(columns).filter(([key, value]) => value !== column && key !== meaning);
  return Object.fromEntries(meaning ? [...rest, [meaning, column]] : rest);
}

export const missing = (columns: Columns): Meaning[] => required.filter((meaning) => !columns[meaning]);

// A guess by the file's name, where it says anything.
export function formatOf(name: string): string | null {
  const low = name.toLowerCase();
  if (/\.(csv|tsv)$/.test(low)) return 'posts-csv';
  if (/\.mbox$/.test(low) || low === 'inbox') return 'mbox';
  if (low === 'outbox.json' || /^archive-\d{14}-[0-9a-f]+\.(zip|tar\.gz)$/.test(low)) return 'mastodon-outbox';
  if (/^twitter-.*\.zip$/.test(low)) return 'x-archive';
  return null;
}

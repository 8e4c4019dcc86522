// The connect form as data: which fields stand in front, what they hold, what is missing, and what is sent.
import type { Network } from '../api/types';

export type Option = Network['options'][number];
export type Values = Record<string, string>;

// In front stands what must be filled in, and what comes before the first field that has a usual value.
export function split(options: Option[]): { front: Option[]; rest: Option[] } {
  const usual = options.findIndex((option) => option.fallback !== '');
  const isFront = (option: Option, index: number) => option.required || usual < 0 || index < usual;
  return { front: options.filter(isFront), rest: options.filter((option, index) => !isFront(option, index)) };
}

export const startOf = (options: Option[], known: Values = {}): Values =>
  Object.fromEntries(options.map((option) => [option.key, known[option.key] ?? option.fallback]));

export function missing(options: Option[], values: Values, secretsSet: string[] = []): Option[] {
  const kept = (option: Option) => option.type === 'secret' && secretsSet.includes(option.key);
  return options.filter((option) => option.required && !(values[option.key] ?? '').trim() && !kept(option));
}

// A secret that was taken away is sent as null; one that was not touched is sent empty and so keeps its value.
export const toSend = (values: Values, dropped: string[]): Record<string, string | null> => ({
  ...values,
  ...Object.fromEntries(dropped.map((key) => [key, values[key] || null])),
});

// What to call a place: the first thing that had to be filled in, short of what every address has.
export function nameFor(options: Option[], values: Values): string {
  const telling = options.find((option) => option.required && option.type !== 'secret');
  const value = (telling ? (values[telling.key] ?? '') : '').trim();
  return telling?.type === 'url'
    ? value
        .replace(/^[a-z]+:\/\/(www\.)?/i, '')
        .replace(/[?#].*$/, '')
        .replace(/\/$/, '')
    : value;
}

// "options.imap_host" → "imap_host"
export const keyOfField = (field: string | null | undefined): string | null =>
  field?.startsWith('options.') ? field.slice('options.'.length) : (field ?? null);

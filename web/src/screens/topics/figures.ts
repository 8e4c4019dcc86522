// Numbers as words. Pure.
import { topicWords as w } from '../../i18n/en.topics';

const hoursOfDay = 24;
const hoursOfWeek = 7 * 24;
const rounded = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

// In the unit in which it is at least one.
export function rate(perHour: number): string {
  if (perHour <= 0) return '';
  if (perHour >= 1) return w.preview.hourly(rounded(perHour));
  if (perHour * hoursOfDay >= 1) return w.preview.daily(rounded(perHour * hoursOfDay));
  return w.preview.weekly(Math.max(1, rounded(perHour * hoursOfWeek)));
}

export interface Trend {
  text: string;
  way: 'up' | 'down' | 'flat';
}

// A day against the one before; null where there is nothing to say.
export function trend(day: number, before: number): Trend | null {
  if (day === 0 && before === 0) return null;
  if (before === 0) return { text: w.fresh, way: 'up' };
  const share = (day - before) / before;
  if (Math.abs(share) < 0.005) return { text: w.same, way: 'flat' };
  return share > 0 ? { text: w.more(share), way: 'up' } : { text: w.less(-share), way: 'down' };
}

// The words that a query wants, for marking them where the server sends no ranges: in a subject.
export function wordsOf(query: string): string[] {
  const wanted = query
    .replace(/\b[a-z]+:(?:"[^"]*"|\S+)/g, ' ')
    .replace(/(?:\bNOT\s+|(?<!\S)-)(?:\([^)]*\)|"[^"]*"|\S+)/g, ' ')
    .replace(/\b(?:AND|OR|NEAR(?:\/\d+)?)\b/g, ' ');
  return [...new Set(wanted.match(/[\p{L}\p{M}\p{N}_]+/gu))];
}

// Noon, so that it is the same day wherever somebody looks from.
export const dayToTime = (day: string): string | null => (day ? `${day}T12:00:00Z` : null);
export const timeToDay = (at: string | null | undefined): string => at?.slice(0, 10) ?? '';

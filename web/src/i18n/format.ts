// Numbers, counted words, lists and dates in the member's region.
import { region } from './locale';

const numbers = new Intl.NumberFormat(region);
const short = new Intl.NumberFormat(region, { notation: 'compact', maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(region, { style: 'percent' });
const rules = new Intl.PluralRules('en');
const and = new Intl.ListFormat('en', { type: 'conjunction' });
const clock = new Intl.DateTimeFormat(region, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short' });
const weekday = new Intl.DateTimeFormat(region, { weekday: 'short' });
const longDay = new Intl.DateTimeFormat(region, { weekday: 'long', day: 'numeric', month: 'long' });
const dayWithYear = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short', year: 'numeric' });
const seconds = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeStyle: 'medium' });
const exactly = new Intl.DateTimeFormat(region, { dateStyle: 'full', timeStyle: 'short' });

type Moment = string | number | Date;
const date = (at: Moment) => (at instanceof Date ? at : new Date(at));

export const number = (value: number) => numbers.format(value);
export const compact = (value: number) => (value < 10_000 ? numbers.format(value) : short.format(value));
export const percent = (share: number) => percents.format(share);
export const list = (items: string[]) => and.format(items);
// A name in a sentence that runs the other way: kept together, so that the words around it keep their order.
export const named = (name: string) => (/[\u0590-\u08ff\ufb1d-\ufefc]/.test(name) ? `\u2068${name}\u2069` : name);
export const time = (at: Moment) => clock.format(date(at));
export const shortDay = (at: Moment) => day.format(date(at));
export const shortWeekday = (at: Moment) => weekday.format(date(at));
export const fullDay = (at: Moment) => longDay.format(date(at));
export const dayAndYear = (at: Moment) => dayWithYear.format(date(at));
export const toTheSecond = (at: Moment) => seconds.format(date(at));
export const exact = (at: Moment) => exactly.format(date(at));

// "1 message", "12 messages": the number comes first and is written in the region's way.
export function plural(count: number, one: string, other: string): string {
  return `${number(count)} ${rules.select(count) === 'one' ? one : other}`;
}

export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let step = 0;
  while (size >= 1000 && step < units.length - 1) {
    size /= 1000;
    step += 1;
  }
  const unit = units[step] ?? 'byte';
  return new Intl.NumberFormat(region, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: size < 10 && step > 0 ? 1 : 0,
  }).format(size);
}

// Who is there and when we answer, in the visitor's own language and clock. Pure.
import { fill, type Words } from './words';

export interface Door {
  open: boolean;
  opens_at: string | null;
  closes_at: string | null;
  answer_minutes: number;
  here: string[];
}

const minute = 60_000;
const day = 24 * 60 * minute;

// "10 minutes", "2 hours": the larger unit where it comes out even.
function span(minutes: number, locale: string): string {
  const [value, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

// "15:00" today, "tomorrow 09:00", "Monday 09:00", "Monday, 4 January 09:00" further away.
export function moment(at: Date, now: Date, locale: string): string {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
  const days = Math.round((midnight(at) - midnight(now)) / day);
  if (days === 0) return time;
  if (days === 1) return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(1, 'day')} ${time}`;
  const far = days > 6 ? ({ day: 'numeric', month: 'long' } as const) : {};
  return `${new Intl.DateTimeFormat(locale, { weekday: 'long', ...far }).format(at)} ${time}`;
}

// Short sentences, the most useful first; never a promise that the company has not made.
export function presence(door: Door, now: Date, locale: string, words: Words): string[] {
  const said: string[] = [];
  if (!door.open) {
    const back = door.opens_at ? moment(new Date(door.opens_at), now, locale) : '';
    return [back ? fill(words.closed, { time: back }) : words.closed_for_long];
  }
  if (door.here.length)
    said.push(
      fill(door.here.length === 1 ? words.here_one : words.here_many, {
        names: new Intl.ListFormat(locale, { type: 'conjunction' }).format(door.here),
      }),
    );
  else if (door.closes_at) said.push(fill(words.until, { time: moment(new Date(door.closes_at), now, locale) }));
  if (door.answer_minutes) said.push(fill(words.within, { time: span(door.answer_minutes, locale) }));
  return said.length ? said : [words.leave_words];
}

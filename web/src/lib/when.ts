// "in 3 h", "2d", "fri 10:00", "tomorrow 9", "24.12.", "14:30" → a moment after now, or null.
const minute = 60_000;
const units: [RegExp, number][] = [
  [/^m(in(ute)?s?)?$/, minute],
  [/^h(ours?|rs?)?$/, 60 * minute],
  [/^d(ays?)?$/, 24 * 60 * minute],
  [/^w(eeks?)?$/, 7 * 24 * 60 * minute],
];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const morning = 9;

export function parseWhen(text: string, now: Date): Date | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^(in|at|on|until)\s+/, '');
  const found = relative(words, now) ?? absolute(words, now);
  return found && found > now ? found : null;
}

function relative(words: string, now: Date): Date | null {
  const [, count, unit] = /^(\d{1,4})\s*([a-z]+)$/.exec(words) ?? [];
  const length = units.find(([pattern]) => pattern.test(unit ?? ''))?.[1];
  return count && length ? new Date(now.getTime() + Number(count) * length) : null;
}

function absolute(words: string, now: Date): Date | null {
  const time = /(?:^|\s)(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$/.exec(words);
  const dayText = (time ? words.slice(0, time.index) : words).trim();
  const whole = dayOf(words, now);
  if (whole) return at(whole, morning, 0);
  if (!time) return null;
  const hour = hourOf(Number(time[1]), time[3]);
  const minutes = Number(time[2] ?? 0);
  if (hour > 23 || minutes > 59) return null;
  if (dayText) {
    const day = dayOf(dayText, now);
    return day && at(day, hour, minutes);
  }
  const today = at(now, hour, minutes);
  return today > now ? today : at(plusDays(now, 1), hour, minutes);
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === 'pm' && hour < 12) return hour + 12;
  return half === 'am' && hour === 12 ? 0 : hour;
}

function dayOf(text: string, now: Date): Date | null {
  if (text === 'today') return now;
  if (/^(tomorrow|tom|tmr)$/.test(text)) return plusDays(now, 1);
  if (text === 'next week') return plusDays(now, (8 - now.getDay()) % 7 || 7);
  const weekday = /^[a-z]{2,9}$/.test(text)
    ? weekdays.findIndex((name) => text.startsWith(name) || name.startsWith(text))
    : -1;
  if (weekday >= 0) return plusDays(now, (weekday - now.getDay() + 7) % 7 || 7);
  return date(text, now);
}

// 24.12. · 24/12 · 24 dec · dec 24 · 2027-01-31
function date(text: string, now: Date): Date | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return real(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const numbers = /^(\d{1,2})[./](\d{1,2})\.?$/.exec(text);
  const named = /^(\d{1,2})\.?\s+([a-z]{3,9})$/.exec(text) ?? /^([a-z]{3,9})\s+(\d{1,2})$/.exec(text);
  const day = Number(numbers ? numbers[1] : named?.find((part) => /^\d+$/.test(part)));
  const month = numbers
    ? Number(numbers[2]) - 1
    : months.findIndex((name) => named?.slice(1).some((part) => part.startsWith(name)));
  if (!day || month < 0) return null;
  const this_year = real(now.getFullYear(), month, day);
  return this_year && this_year < plusDays(now, -1) ? real(now.getFullYear() + 1, month, day) : this_year;
}

function real(year: number, month: number, day: number): Date | null {
  const made = new Date(year, month, day);
  return made.getMonth() === month && made.getDate() === day ? made : null;
}

function at(day: Date, hour: number, minutes: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minutes);
}

function plusDays(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count);
}

export interface Preset {
  id: 'laterToday' | 'tomorrow' | 'weekend' | 'nextWeek' | 'month';
  at: Date;
}

// What the snooze menu offers now, soonest first. Each time stands there once: on a Friday tomorrow is Saturday.
export function presets(now: Date): Preset[] {
  const saturday = plusDays(now, (6 - now.getDay() + 7) % 7 || 7);
  const monday = plusDays(now, (8 - now.getDay()) % 7 || 7);
  const later = new Date(Math.ceil((now.getTime() + 3 * 60 * minute) / (30 * minute)) * 30 * minute);
  const all: Preset[] = [
    ...(later.getDate() === now.getDate() ? [{ id: 'laterToday' as const, at: later }] : []),
    { id: 'tomorrow', at: at(plusDays(now, 1), morning, 0) },
    { id: 'weekend', at: at(saturday, morning, 0) },
    { id: 'nextWeek', at: at(monday, morning, 0) },
    { id: 'month', at: at(plusDays(now, 30), morning, 0) },
  ];
  const first = (one: Preset, index: number) =>
    all.findIndex((other) => other.at.getTime() === one.at.getTime()) === index;
  return all.filter(first).toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

// Words for times. All functions are pure: they get "now".
import { dayAndYear, shortDay, shortWeekday, time } from '../i18n/format';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// "now", "5m", "3h", "Tue", "12 Nov", "12 Nov 2024": never wider than a fixed slot.
export function ago(at: string, now: number): string {
  const then = Date.parse(at);
  const past = now - then;
  if (past < minute) return 'now';
  if (past < hour) return `${Math.floor(past / minute)}m`;
  if (past < day) return `${Math.floor(past / hour)}h`;
  if (past < 6 * day) return shortWeekday(then);
  return new Date(then).getFullYear() === new Date(now).getFullYear() ? shortDay(then) : dayAndYear(then);
}

export type Urgency = 'calm' | 'soon' | 'late';

// How long somebody waits for us: under 4 hours calm, under a day soon, then late.
export function waiting(since: string, now: number): { text: string; urgency: Urgency } {
  const long = Math.max(0, now - Date.parse(since));
  const urgency = long < 4 * hour ? 'calm' : long < day ? 'soon' : 'late';
  return { text: duration(long), urgency };
}

// "<1 min", "42 min", "3 h 20", "4 d"
export function duration(long: number): string {
  if (long < minute) return '<1 min';
  if (long < hour) return `${Math.floor(long / minute)} min`;
  if (long < 10 * hour) {
    const rest = Math.floor((long % hour) / minute);
    return rest ? `${Math.floor(long / hour)} h ${String(rest).padStart(2, '0')}` : `${Math.floor(long / hour)} h`;
  }
  if (long < 2 * day) return `${Math.floor(long / hour)} h`;
  return `${Math.floor(long / day)} d`;
}

export function sameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

// "Today", "Yesterday", "Tuesday 14:00" style words for a moment to come.
export function until(at: Date, now: number): string {
  const days = Math.round((startOfDay(at).getTime() - startOfDay(new Date(now)).getTime()) / day);
  if (days === 0) return time(at);
  if (days < 7) return `${shortWeekday(at)} ${time(at)}`;
  return `${shortDay(at)} ${time(at)}`;
}

export function startOfDay(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}

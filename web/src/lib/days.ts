// Things of one line of time under the days they belong to, in the order they come.
import { sameDay } from './time';

export interface Day<T> {
  at: string;
  items: T[];
}

export function byDay<T>(items: T[], time: (item: T) => string): Day<T>[] {
  const days: Day<T>[] = [];
  for (const item of items) {
    const last = days.at(-1);
    if (last && sameDay(last.at, time(item))) last.items.push(item);
    else days.push({ at: time(item), items: [item] });
  }
  return days;
}

// How a list of posts, newest first, takes a newer reading of its top.
import type { SearchHit } from '../../api/types';

export interface Post {
  id: string;
  hit: SearchHit;
}
export interface Joined<T> {
  rows: T[];
  above: number; // new ones put in above everything that was there
  gone: string[]; // kept where they are while the list is held, although they are no longer there
}

// Keys are numbers too large for JavaScript's; newer ones are larger.
export function newerFirst(one: { id: string }, other: { id: string }): number {
  if (one.id === other.id) return 0;
  const larger = one.id.length === other.id.length ? one.id > other.id : one.id.length > other.id.length;
  return larger ? -1 : 1;
}

// `whole`: there is nothing behind the head. What was said before may still be found, and is put where it belongs.
export function joined<T extends { id: string }>(
  old: T[],
  head: T[],
  { held, whole }: { held: boolean; whole: boolean },
): Joined<T> {
  const fresh = new Map(head.map((row) => [row.id, row]));
  const oldest = head.at(-1);
  const reached = (row: T) => whole || (oldest !== undefined && newerFirst(row, oldest) <= 0);
  const gone = old.filter((row) => reached(row) && !fresh.has(row.id)).map((row) => row.id);
  const left = new Set(held ? [] : gone);
  const known = new Set(old.map((row) => row.id));
  const top = old[0];
  const unknown = head.filter((row) => !known.has(row.id));
  const rows = [...unknown, ...old.filter((row) => !left.has(row.id)).map((row) => fresh.get(row.id) ?? row)];
  return {
    rows: rows.toSorted(newerFirst),
    above: top ? unknown.filter((row) => newerFirst(row, top) < 0).length : 0,
    gone: held ? gone : [],
  };
}

// How a list takes what is new without moving what is seen.
export interface Merged<T> {
  rows: T[];
  arrived: number; // rows put in above that nobody has seen yet
  gone: string[]; // rows that are kept where they are although they no longer belong here
}

interface Keyed {
  id: string;
}

// `head` is the first page as it is now; `whole` says that there is nothing behind it. While `held`, rows stay where they
// are: known ones change in place, new ones go above everything, and those that left are kept and named in `gone`.
export function merge<T extends Keyed>(
  old: T[],
  head: T[],
  { held, whole, newestFirst = true }: { held: boolean; whole: boolean; newestFirst?: boolean },
): Merged<T> {
  const fresh = new Map(head.map((row) => [row.id, row]));
  const left = leftOf(old, fresh, whole);
  if (!held && newestFirst) {
    return { rows: [...head, ...old.filter((row) => !fresh.has(row.id) && !left.has(row.id))], arrived: 0, gone: [] };
  }
  const known = new Set(old.map((row) => row.id));
  const unknown = newestFirst ? head.filter((row) => !known.has(row.id)) : [];
  const kept = old.map((row) => fresh.get(row.id) ?? row);
  return { rows: [...unknown, ...kept], arrived: unknown.length, gone: [...left] };
}

// Rows that stood among the head's rows but are not there any more.
function leftOf<T extends Keyed>(old: T[], fresh: Map<string, T>, whole: boolean): Set<string> {
  const reach = whole ? old.length : old.findLastIndex((row) => fresh.has(row.id));
  return new Set(
    old
      .slice(0, reach)
      .filter((row) => !fresh.has(row.id))
      .map((row) => row.id),
  );
}

// Who takes the selection when `id` goes: the next one, at the end the one before.
export function neighbour(rows: Keyed[], id: string | null): string | null {
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return null;
  return rows[at + 1]?.id ?? rows[at - 1]?.id ?? null;
}

export function step(rows: Keyed[], id: string | null, by: number): string | null {
  if (!rows.length) return null;
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return (by > 0 ? rows[0] : rows.at(-1))?.id ?? null;
  return rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id ?? null;
}

// The ids from `from` to `to`, whichever comes first.
export function between(rows: Keyed[], from: string, to: string): string[] {
  const [a, b] = [rows.findIndex((row) => row.id === from), rows.findIndex((row) => row.id === to)];
  if (a < 0 || b < 0) return [to];
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map((row) => row.id);
}

// How well words fit what was typed: the title begins with it > a word begins with it > letters in order. 0: not at all.
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function score(title: string, typed: string): number {
  const query = fold(typed.trim());
  if (!query) return 1;
  const text = fold(title);
  if (text.startsWith(query)) return 4;
  if (text.split(/[\s\-–@._/:]+/).some((word) => word.startsWith(query))) return 3;
  const words = query.split(/\s+/);
  if (words.length > 1 && words.every((word) => text.includes(word))) return 2.5;
  if (text.includes(query)) return 2;
  return subsequence(text, query) ? 1 : 0;
}

function subsequence(text: string, query: string): boolean {
  let from = 0;
  for (const letter of query) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

// Keeps the order of equals, so what is given first (newest, most used) stays first.
export function rank<T>(items: T[], typed: string, title: (item: T) => string): T[] {
  if (!typed.trim()) return items;
  return items
    .map((item, index) => ({ item, index, fit: score(title(item), typed) }))
    .filter((one) => one.fit > 0)
    .toSorted((a, b) => b.fit - a.fit || a.index - b.index)
    .map((one) => one.item);
}

// A text in marked and unmarked pieces. Ranges are [from, to) in UTF-16 units, in any order; what overlaps becomes one,
// what lies outside the text is cut off.
export interface Piece {
  text: string;
  hit: boolean;
}

export function marked(text: string, ranges: [number, number][]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from);
    const end = Math.min(text.length, to);
    if (end <= start) continue;
    if (start > at) out.push({ text: text.slice(at, start), hit: false });
    const last = out.at(-1);
    if (last?.hit) last.text += text.slice(start, end);
    else out.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) out.push({ text: text.slice(at), hit: false });
  return out;
}

// Where words stand in a text, without regard to case: for what the server sends no ranges of, a subject or a name.
export function rangesOf(text: string, words: string[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const word of words.filter(Boolean)) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'giu');
    for (const found of text.matchAll(pattern)) ranges.push([found.index, found.index + found[0].length]);
  }
  return ranges;
}

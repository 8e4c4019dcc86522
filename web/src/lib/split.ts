// A text that is too long for one message, in as few parts as fit: broken between paragraphs where these are long
// enough, else between lines, sentences or words, and within a word only when nothing else is left.
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const enough = 0.5; // of what fits: a nicer place to break is worth that much room

export function inParts(text: string, fits: (part: string) => boolean): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest && !fits(rest)) {
    const at = breakAt(rest, longest(rest, fits));
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

// Where the longest beginning ends that fits; one character at least.
function longest(text: string, fits: (part: string) => boolean): number {
  let reach = 64;
  while (reach < text.length && fits(text.slice(0, reach))) reach *= 2;
  const ends = [...graphemes.segment(text.slice(0, reach))].map((one) => one.index + one.segment.length);
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, ends[middle]))) low = middle;
    else high = middle - 1;
  }
  return ends[low] ?? text.length;
}

function breakAt(text: string, most: number): number {
  const near = text.slice(0, most + 1);
  const good = (at: number) => at >= most * enough && at <= most;
  for (const at of [
    near.lastIndexOf('\n\n'),
    near.lastIndexOf('\n'),
    lastStart(sentences, near),
    lastStart(words, near),
  ])
    if (good(at)) return at;
  const space = near.search(/\s\S*$/u);
  return space > 0 ? space : most;
}

// Where the last sentence or word begins that does not fit whole any more.
function lastStart(segmenter: Intl.Segmenter, near: string): number {
  let start = -1;
  for (const one of segmenter.segment(near)) start = one.index;
  return start;
}

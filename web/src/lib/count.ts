// How long a text is for a network. The server counts the same way and has the last word.
import type { Network } from '../api/types';

export type Counting = Network['limits']['counting'];
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const link = /https?:\/\/[^\s<>"]+/giu;
const mention = /(?<![\w@])(@\w+)@[\w.-]+\w/gu;
const linkWeight = 23;

export function graphemes(text: string): number {
  // Pure ASCII (without a line's \r\n) is the common case and needs no segmenter.
  if (/^[\n\t\x20-\x7e]*$/.test(text)) return text.length;
  let count = 0;
  for (const part of segmenter.segment(text)) count += part.segment ? 1 : 0;
  return count;
}

// X's rule, configuration v3: a link 23, Latin and its neighbours 1, an emoji 2, all else 2, on the composed form.
export function weighted(text: string): number {
  let count = 0;
  const rest = text.normalize('NFC').replace(link, () => {
    count += linkWeight;
    return '';
  });
  for (const { segment } of segmenter.segment(rest)) {
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment)) count += 2;
    else for (const point of segment) count += light(point.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return count;
}

function light(point: number): boolean {
  return (
    point <= 4351 ||
    (point >= 8192 && point <= 8205) ||
    (point >= 8208 && point <= 8223) ||
    (point >= 8242 && point <= 8247)
  );
}

// A link counts what the network says, and of a mention only the name: "@ana@town.example" as "@ana".
export function lengthOf(
  text: string,
  limits: Pick<Network['limits'], 'counting'> & Partial<Network['limits']>,
): number {
  if (limits.counting === 'weighted') return weighted(text);
  if (limits.counting === 'none') return text.length;
  let count = 0;
  let rest = text;
  if (limits.link_characters)
    rest = rest.replace(link, () => {
      count += limits.link_characters ?? 0;
      return '';
    });
  if (limits.mentions_count_by_name) rest = rest.replace(mention, '$1');
  return count + graphemes(rest);
}

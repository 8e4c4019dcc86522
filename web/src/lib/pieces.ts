// Plain text in pieces, so that links, mentions and tags can be shown as such without any HTML.
export interface Piece {
  kind: 'text' | 'link' | 'mention' | 'tag';
  text: string;
  href?: string;
}

const pattern =
  /(https?:\/\/[^\s<>"”“]+)|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w@/])(@[\p{L}\p{N}_]+(?:@[\w-]+(?:\.[\w-]+)+)?)|(?<![\w&/])(#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu;

export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(pattern)) {
    const [whole, url, mail, mention] = found;
    const taken = url ? trimmed(url) : whole;
    if (found.index > at) out.push({ kind: 'text', text: text.slice(at, found.index) });
    if (url) out.push({ kind: 'link', text: shown(taken), href: taken });
    else if (mail) out.push({ kind: 'link', text: mail, href: `mailto:${mail}` });
    else out.push({ kind: mention ? 'mention' : 'tag', text: taken });
    at = found.index + taken.length;
  }
  if (at < text.length) out.push({ kind: 'text', text: text.slice(at) });
  return out;
}

// Punctuation after an address belongs to the sentence; a bracket only when it was opened outside.
function trimmed(url: string): string {
  let out = url.replace(/[.,;:!?'’]+$/, '');
  while (out.endsWith(')') && out.split(')').length > out.split('(').length)
    out = out.slice(0, -1).replace(/[.,;:!?]+$/, '');
  return out;
}

function shown(url: string): string {
  const bare = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  return bare.length > 60 ? `${bare.slice(0, 57)}…` : bare;
}

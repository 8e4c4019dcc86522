// The little Markdown that help texts are written in: paragraphs, "- " lists, **strong** and `code`. Everything else is
// plain words; nothing becomes HTML.
export interface Span {
  text: string;
  kind: 'plain' | 'strong' | 'code';
}
export type Block = { kind: 'text'; spans: Span[] } | { kind: 'list'; items: Span[][] };

export function blocks(source: string): Block[] {
  return source
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map(block);
}

function block(part: string): Block {
  const lines = part.split('\n');
  if (!lines.every((line) => /^- |^ {2}/.test(line))) return { kind: 'text', spans: spans(lines.join(' ')) };
  const items = part.split(/(?:^|\n)- /).filter(Boolean);
  return { kind: 'list', items: items.map((item) => spans(item.replace(/\s*\n\s*/g, ' '))) };
}

export function spans(text: string): Span[] {
  return text
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter(Boolean)
    .map((piece): Span => {
      if (/^\*\*.+\*\*$/.test(piece)) return { text: piece.slice(2, -2), kind: 'strong' };
      if (/^`.+`$/.test(piece)) return { text: piece.slice(1, -1), kind: 'code' };
      return { text: piece, kind: 'plain' };
    });
}

// The first sentence, without marks: what a list of choices has room for.
export function gist(source: string): string {
  const first = blocks(source).find((one) => one.kind === 'text');
  const words = first?.kind === 'text' ? first.spans.map((span) => span.text).join('') : '';
  return /^.*?[.!?](?=\s|$)/.exec(words)?.[0] ?? words;
}

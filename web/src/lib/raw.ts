// Bytes that nobody could understand, made harmless to look at: control characters and those that turn the direction of
// text are shown instead of obeyed.
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

// C0 controls become their pictures (␀ … ␡); line ends and tabs stay. What is invisible or turns text becomes ⟨U+202E⟩.
export function visible(bytes: Uint8Array): string {
  return decoder
    .decode(bytes)
    .replace(/\r\n/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (one) => String.fromCharCode(0x2400 + one.charCodeAt(0)))
    .replace(/\u007f/g, '␡')
    .replace(/[\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, named);
}

const named = (one: string) => `⟨U+${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

export interface HexRow {
  at: string;
  bytes: string;
  text: string;
}

export function hexRows(bytes: Uint8Array, width: number): HexRow[] {
  return Array.from({ length: Math.ceil(bytes.length / width) }, (_, row) => {
    const part = [...bytes.subarray(row * width, (row + 1) * width)];
    return {
      at: (row * width).toString(16).padStart(6, '0'),
      bytes: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
    };
  });
}

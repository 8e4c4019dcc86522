// Language of the words and region of dates and numbers. The words are English; "en-XA" is the pseudo-locale that shows
// what was forgotten (accents) and what will not fit (+40 %): set the cookie rapport_locale=en-XA or open ?locale=en-XA.
export const pseudoLocale = 'en-XA';

function chosen(): string | null {
  if (typeof document === 'undefined') return null;
  const asked = new URLSearchParams(location.search).get('locale');
  if (asked !== null)
    document.cookie = `rapport_locale=${encodeURIComponent(asked)}; path=/; max-age=31536000; samesite=lax`;
  const cookie = document.cookie.match(/(?:^|; )rapport_locale=([^;]*)/)?.[1];
  return asked ?? (cookie ? decodeURIComponent(cookie) : null);
}

function valid(tag: string | null): tag is string {
  try {
    return !!tag && Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

const tag = chosen();
export const pseudo = tag === pseudoLocale;
export const region: string =
  !pseudo && valid(tag) ? tag : typeof navigator === 'undefined' ? 'en-GB' : navigator.language || 'en-GB';

const accents: Record<string, string> = {
  a: 'å',
  e: 'é',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  c: 'ç',
  n: 'ñ',
  A: 'Å',
  E: 'É',
  I: 'Ï',
  O: 'Ö',
  U: 'Ü',
};

export function stretch(text: string): string {
  const accented = [...text].map((letter) => accents[letter] ?? letter).join('');
  return accented.length < 2 ? accented : `${accented}${'·'.repeat(Math.ceil(text.length * 0.4))}`;
}

type Words = { [name: string]: string | ((...values: never[]) => string) | Words };

// A screen's table of words as it is to be shown. Typed as it was given.
export function localise<T extends Words>(table: T): T {
  return pseudo ? (translate(table) as T) : table;
}

function translate(table: Words): Words {
  const entries = Object.entries(table).map(([name, value]) => {
    if (typeof value === 'string') return [name, stretch(value)];
    if (typeof value === 'function') return [name, (...values: never[]) => stretch(value(...values))];
    return [name, translate(value)];
  });
  return Object.fromEntries(entries);
}

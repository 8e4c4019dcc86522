// Addresses are typed here and nowhere else: `href('inbox', { conversation: '7' }, { view: 'mine' })`.
// A pattern's ":name" must be there, ":name?" may be.
export type Query = Record<string, string>;
export type Params = Record<string, string | undefined>;

type Names<Pattern extends string> = Pattern extends `${infer Head}/${infer Tail}`
  ? Names<Head> | Names<Tail>
  : Pattern extends `:${infer Name}`
    ? Name
    : never;
type Needed<Name extends string> = Name extends `${string}?` ? never : Name;
type Optional<Name extends string> = Name extends `${infer Bare}?` ? Bare : never;
export type ParamsOf<Pattern extends string> = { [Name in Needed<Names<Pattern>>]: string } & {
  [Name in Optional<Names<Pattern>>]?: string | undefined;
};

export interface Match<Name extends string = string> {
  name: Name;
  params: Params;
  query: Query;
}

export function fill(pattern: string, params: Params, query: Record<string, string | null | undefined> = {}): string {
  const parts = pattern.split('/').flatMap((part) => {
    if (!part.startsWith(':')) return [part];
    const value = params[part.slice(1).replace('?', '')];
    return value === undefined ? [] : [encodeURIComponent(value)];
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return (parts.join('/') || '/') + (text ? `?${text}` : '');
}

export function match<Name extends string>(
  patterns: Record<Name, string>,
  path: string,
  search: string,
): Match<Name> | null {
  const given = path.split('/').filter(Boolean);
  for (const name of Object.keys(patterns) as Name[]) {
    const params = matchOne(patterns[name].split('/').filter(Boolean), given);
    if (params) return { name, params, query: Object.fromEntries(new URLSearchParams(search)) };
  }
  return null;
}

function matchOne(pattern: string[], given: string[]): Params | null {
  if (given.length > pattern.length) return null;
  const params: Params = {};
  for (const [index, part] of pattern.entries()) {
    const value = given[index];
    if (!part.startsWith(':')) {
      if (part !== value) return null;
    } else if (value !== undefined) {
      params[part.slice(1).replace('?', '')] = decode(value);
    } else if (!part.endsWith('?')) {
      return null;
    }
  }
  return params;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

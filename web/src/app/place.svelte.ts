// Where we are: the address bar as state. Links are plain <a href>; go() is for keys and after an action.
import { fill, match, type Match, type Params, type ParamsOf } from './router';
import { patterns, type RouteName } from './routes';

type Query = Record<string, string | null | undefined>;
type Entry = { at: number; scroll?: Record<string, number> };

function here(): Match<RouteName> | null {
  return match(patterns, location.pathname, location.search);
}

class Place {
  current = $state.raw(here());
  private entry: Entry = { at: 0 };

  name = $derived(this.current?.name ?? null);
  params = $derived<Params>(this.current?.params ?? {});
  query = $derived<Record<string, string>>(this.current?.query ?? {});

  go(url: string, { replace = false } = {}) {
    if (url === location.pathname + location.search) return;
    const entry: Entry = replace ? this.entry : { at: this.entry.at + 1 };
    history[replace ? 'replaceState' : 'pushState'](entry, '', url);
    this.read(entry);
  }

  // Changes some of the query of this screen; null takes a name away.
  refine(change: Query, { replace = true } = {}) {
    if (!this.current) return;
    this.go(fill(patterns[this.current.name], this.params, { ...this.query, ...change }), { replace });
  }

  // A scroll position belongs to the history entry, so that Back brings it back.
  keepScroll(name: string, top: number) {
    this.entry = { ...this.entry, scroll: { ...this.entry.scroll, [name]: Math.round(top) } };
    history.replaceState(this.entry, '');
  }
  keptScroll(name: string): number {
    return this.entry.scroll?.[name] ?? 0;
  }

  back(otherwise: string) {
    if (this.entry.at > 0) history.back();
    else this.go(otherwise, { replace: true });
  }

  start() {
    this.read((history.state as Entry | null) ?? { at: 0 });
    addEventListener('popstate', (event) => this.read((event.state as Entry | null) ?? { at: 0 }));
    document.addEventListener('click', followLink);
  }

  private read(entry: Entry) {
    this.entry = entry;
    this.current = here();
  }
}

export const place = new Place();

export function href<Name extends RouteName>(
  name: Name,
  params: ParamsOf<(typeof patterns)[Name]> = {} as ParamsOf<(typeof patterns)[Name]>,
  query: Query = {},
): string {
  return fill(patterns[name], params as Params, query);
}

function followLink(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  if (link.pathname.startsWith('/api/') || !match(patterns, link.pathname, link.search)) return;
  event.preventDefault();
  place.go(link.pathname + link.search);
}

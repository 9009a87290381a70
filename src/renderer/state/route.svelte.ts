import { SvelteMap } from 'svelte/reactivity';

/** Where the page is: `#/runs/r12?split=test` → path "/runs/r12", query {split: "test"}. */
export class Route {
  path = $state('/');
  query = $state.raw<Readonly<Record<string, string>>>({});

  readonly #lastQueries = new SvelteMap<string, string>();

  constructor(private readonly page: Window) {
    this.#read();
    page.addEventListener('hashchange', () => this.#read());
  }

  go(href: string): void {
    this.page.location.hash = href;
  }

  /** Says in the address what is shown, without a step in the history. */
  replace(href: string): void {
    this.page.history.replaceState(this.page.history.state, '', `#${href}`);
    this.#read();
  }

  /** The link to a path as it was left last, with its query. */
  lastOf(path: string): string {
    const query = this.#lastQueries.get(path);
    return query ? `${path}?${query}` : path;
  }

  back(): void {
    this.page.history.back();
  }

  #read(): void {
    const [path = '', query = ''] = this.page.location.hash.replace(/^#/, '').split('?');
    this.path = path || '/';
    this.#lastQueries.set(this.path, query);
    this.query = Object.fromEntries(new URLSearchParams(query));
  }
}

/** Matches "/runs/:id" against "/runs/r12" → {id: "r12"}; undefined when it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = safeDecode(value);
    else if (part !== value) return undefined;
  }
  return params;
}

function safeDecode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

import type { RunDetail } from '@shared/run';
import type { WorkbenchClient } from '../../client/connection';
import { RunView } from '../run/run-view.svelte';

/** Several runs, live, by id. */
export class RunViews {
  #views = $state.raw<readonly RunView[]>([]);
  readonly details = $derived<Readonly<Record<string, RunDetail | null>>>(
    Object.fromEntries(this.#views.map((view) => [view.id, view.detail])),
  );

  /** Why one of them cannot be followed just now. */
  readonly problem = $derived(this.#views.find(({ problem }) => problem !== null)?.problem ?? null);

  constructor(private readonly client: WorkbenchClient) {}

  /** Follows these runs; those followed before and ended stay as they are. Gives the way to stop. */
  follow(ids: readonly string[]): () => void {
    const stop = new AbortController();
    const views = ids.map((id) => this.#known.find((view) => view.id === id) ?? new RunView(this.client, id));
    this.#known = views;
    this.#views = views;
    for (const view of views) void view.follow(stop.signal);
    return () => stop.abort();
  }

  /** The same list, read without becoming a dependency. */
  #known: readonly RunView[] = [];
}

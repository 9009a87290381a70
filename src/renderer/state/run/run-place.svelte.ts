import { pause } from '../pause';
import type { Route } from '../route.svelte';
import type { DiagnosticsView } from './diagnostics-view.svelte';
import { runHref, runLinkOf } from './run-link';

/** Browsers refuse an address that changes more often than a few times a second, as it would under a slider. */
const pauseMs = 250;

/** The k and the epoch that a run's page shows, kept in its address, so that Back and a reload lead to them. */
export class RunPlace {
  /** Neighbours that vote, as a person chose them; null for the run's own. */
  k = $state<number | null>(null);
  #written: string | null = null;
  #due: string | null = null;
  #isWriting = false;

  constructor(
    private readonly route: Pick<Route, 'path' | 'query' | 'replace'>,
    private readonly diagnostics: Pick<DiagnosticsView, 'id' | 'chosen' | 'look'>,
    private readonly wait: (durationMs: number) => Promise<unknown> = pause,
  ) {}

  /** Takes over what the address says, unless that was written here. */
  read(): void {
    const { route, diagnostics } = this;
    const { id } = diagnostics;
    if (route.path !== pathOf(id)) return;
    const link = runLinkOf(route.query);
    if (runHref(id, link) === this.#written) return;
    this.k = link.k;
    diagnostics.look(link.epoch);
  }

  /** Writes what is shown into the address, in place; the last wish counts. */
  write(ownK: number | undefined): void {
    const { id, chosen: epoch } = this.diagnostics;
    this.#due = runHref(id, { k: this.k === ownK ? null : this.k, epoch });
    if (!this.#isWriting) void this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#due !== null) {
      const href = this.#due;
      this.#due = null;
      // Another page may have been gone to meanwhile: its address is its own.
      if (href !== this.#written && this.route.path === pathOf(this.diagnostics.id)) {
        this.#written = href;
        this.route.replace(href);
      }
      await this.wait(pauseMs);
    }
    this.#isWriting = false;
  }
}

const pathOf = (id: string): string => `/runs/${id}`;

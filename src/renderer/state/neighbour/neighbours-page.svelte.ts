import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { DatasetSummary } from '@shared/dataset';
import type { Hubs, NeighbourEpochs, Suspects } from '@shared/neighbours';
import type { RunSummary } from '@shared/run';
import type { SplitName } from '@shared/split';
import { Answer } from '../answer.svelte';
import { versusTrouble } from '../../text/neighbour-sides';
import { isActive } from '../../text/run-words';
import type { App } from '../context';
import { ImageQuery } from './image-query.svelte';
import {
  linkOf,
  nameOfSide,
  openingEpoch,
  placeOf,
  sideOf,
  type NeighboursPlace,
  type Side,
} from './neighbours-query';
import { classIndexOf } from './query-rows';
import { NeighboursView } from './neighbours-view.svelte';

/** A tile of the grid: an image in the row of a query. */
export type Tile = { query: number; row: number };

/** Everything behind the Neighbours page: what its link says, and what was fetched for it. */
export class NeighboursPageState {
  readonly epochs = new Answer<NeighbourEpochs>();
  readonly hubs = new Answer<Hubs>();
  readonly suspects = new Answer<Suspects>();
  readonly image: ImageQuery;
  /** Steps that "back" can take without leaving the page. */
  #depth = 0;
  /** The tile from which each query, or the list of them (null), was left for another one. */
  readonly #left = new SvelteMap<number | null, Tile>();
  /** The tile that has the focus when one comes to what is shown. */
  readonly focus: Tile | null = $derived.by(() => {
    const { query } = this.place;
    return this.#left.get(query) ?? (query === null ? null : { query, row: query });
  });
  /** The epoch at which a run without results opens: the last one kept. While it trains it stays, so that the page does. */
  #opening = $state<number | null>(null);
  readonly #sides = $derived.by(() => JSON.stringify(this.sides.map((side) => nameOfSide(side, this.runId))));

  readonly place = $derived.by(() => placeOf(this.app.route.query, this.runId));
  readonly run: RunSummary | undefined = $derived.by(() =>
    this.app.workbench.runs.find(({ id }) => id === this.runId),
  );
  /** Why the link's comparison is left out, if it is. */
  readonly versusTrouble = $derived.by(
    () => this.run && versusTrouble(this.run, this.place.versus, this.app.workbench.runs),
  );
  /** The space that it is compared with. */
  readonly versus = $derived.by(() => (this.versusTrouble ? null : this.place.versus));
  readonly dataset: DatasetSummary | undefined = $derived.by(() =>
    this.app.workbench.datasets.find(({ hash }) => hash === this.run?.datasetHash),
  );
  readonly split: SplitName = $derived.by(() => {
    const { split } = this.place;
    if (split && this.dataset?.splits[split] !== 0) return split;
    return this.dataset?.splits.validation === 0 ? 'train' : 'validation';
  });
  /** A change of these begins anew; a change of k or of filters does not. */
  readonly #basis = $derived.by(
    () => `${this.#sides} ${this.split} ${this.dataset?.hash ?? ''} ${this.#isKnown}`,
  );
  readonly view = $derived.by(() => {
    void this.#basis;
    return untrack(() => this.#viewOfNow());
  });
  readonly classIndex = $derived.by(() => classIndexOf(this.dataset?.classes ?? []));

  constructor(
    private readonly app: App,
    readonly runId: string,
  ) {
    this.image = new ImageQuery(app.workbench.client);
  }

  /** The space of the run first, then the one it is compared with, if any. */
  get sides(): Side[] {
    const { epoch, pixels } = this.place;
    const isUnnamed = epoch === null && !pixels && this.run?.status !== 'finished';
    const own = { runId: this.runId, epoch: isUnnamed ? this.#opening : epoch, pixels };
    return [own, ...(this.versus ? [this.versus] : [])];
  }

  /** Shows something else; a query or a hub is a step that "back" takes back, all else changes the address in place. */
  change(change: Partial<NeighboursPlace>): void {
    const href = linkOf({ ...this.place, ...change }, this.runId);
    const isStep = ['query', 'hub', 'view'].some((name) => name in change);
    if (isStep) {
      this.#depth++;
      this.app.route.go(href);
    } else this.app.route.replace(href);
  }

  /** Looks at a row as a query; `from` is the query in whose row of tiles it was chosen. */
  open(row: number, from: number | null = null): void {
    if (from !== null) this.#left.set(this.place.query, { query: from, row });
    if (row !== this.place.query) this.#left.delete(row);
    if (row !== this.place.query) this.change({ query: row, view: 'queries' });
  }

  back(): void {
    if (this.#depth > 0) {
      this.#depth--;
      this.app.route.back();
    } else if (this.place.query !== null) this.change({ query: null });
    else if (this.place.hub !== null) this.change({ hub: null });
  }

  setSpace(value: string): void {
    this.change({ pixels: value === 'pixels', epoch: /^\d+$/.test(value) ? Number(value) : null });
  }

  setVersus(value: string): void {
    const order = value ? 'fixed-first' : 'dataset';
    this.change({ versus: sideOf(value, this.runId), outcome: null, order });
  }

  search(file: File): void {
    const k = this.view?.maxK ?? this.run?.config.k ?? 1;
    void this.image.take(file, this.sides, k);
  }

  async fetchEpochs(): Promise<void> {
    const { client } = this.app.workbench;
    if (this.epochs.busy) return;
    await this.epochs.ask(() => client.neighbours.epochs({ runId: this.runId }));
    const { run, epochs } = this;
    if (run && epochs.value) this.#opening = openingEpoch(epochs.value.epochs, isActive(run), this.#opening);
  }

  /** Asks for what the chosen view lists. */
  fetchList(): void {
    const { client } = this.app.workbench;
    const view = this.view;
    if (!view) return;
    const { space } = view.main;
    const k = this.place.k ?? view.ownK;
    if (this.place.view === 'hubs') {
      void this.hubs.ask(() => client.neighbours.hubs({ ...space, split: view.split, k }));
    }
    if (this.place.view === 'suspects')
      void this.suspects.ask(() => client.neighbours.suspects({ ...space, k }));
  }

  /** Is it known what the page opens at? */
  get #isKnown(): boolean {
    const { epoch, pixels } = this.place;
    const hasResults = this.run?.status === 'finished';
    return hasResults || pixels || epoch !== null || Boolean(this.epochs.value ?? this.epochs.problem);
  }

  #viewOfNow(): NeighboursView | null {
    const { run, dataset } = this;
    const [main, versus = null] = this.sides;
    if (!run || !dataset || !this.#isKnown) return null;
    const names = dataset.classes.map(({ name }) => name);
    return new NeighboursView(
      this.app.workbench.client,
      { main: main!, versus },
      this.split,
      names,
      run.config.k,
    );
  }
}

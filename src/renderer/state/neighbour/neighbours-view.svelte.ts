import type { SplitName } from '@shared/dataset';
import type { WorkbenchClient } from '../../client/connection';
import { problemOf, type Problem } from '../../client/problem';
import { NeighbourSide } from './neighbour-side.svelte';
import { chosenRows, outcomesOf, votesAt, type Outcome } from './neighbour-table';
import type { NeighboursPlace, Side } from './neighbours-query';
import { rowsWithin } from './query-rows';

const pageSize = 24;

/** The queries of a split with their neighbours in one space, or in two side by side. Votes, filters and order are counted here. */
export class NeighboursView {
  readonly main: NeighbourSide;
  readonly versus: NeighbourSide | null;
  place = $state.raw<NeighboursPlace | null>(null);
  /** The k under the slider while it is dragged. */
  draggedK = $state<number | null>(null);
  shown = $state(pageSize);
  #hubRows = $state.raw<readonly { row: number; rank: number }[] | null>(null);
  #hubProblem = $state.raw<Problem | null>(null);

  readonly k = $derived.by(() => {
    const asked = this.draggedK ?? this.place?.k ?? this.ownK;
    return Math.min(asked, this.maxK ?? asked);
  });
  readonly maxK = $derived.by(() => {
    const [main, versus] = [this.main.table?.maxK, this.versus?.table?.maxK];
    return main === undefined ? null : Math.min(main, versus ?? main);
  });
  readonly votes = $derived.by(() =>
    this.main.table ? votesAt(this.main.table, this.k, this.classNames.length) : null,
  );
  readonly versusVotes = $derived.by(() =>
    this.versus?.table ? votesAt(this.versus.table, this.k, this.classNames.length) : null,
  );
  readonly outcomes = $derived.by((): ReadonlyMap<number, Outcome> | null => {
    const [first, second] = [this.versus?.table, this.main.table];
    if (!first || !second || !this.versusVotes || !this.votes) return null;
    return outcomesOf({ table: first, votes: this.versusVotes }, { table: second, votes: this.votes });
  });
  readonly rows = $derived.by((): readonly number[] | null => {
    const [table, votes, place] = [this.main.table, this.votes, this.place];
    if (!table || !votes || !place || (this.versus && !this.outcomes)) return null;
    if (place.hub !== null && !this.#hubRows) return null;
    const indexOf = (name: string | null) => (name === null ? null : this.classNames.indexOf(name));
    const { wrongOnly, outcome, order } = place;
    const filter = {
      wrongOnly,
      outcome,
      order,
      label: indexOf(place.class),
      predicted: indexOf(place.predicted),
      only: place.hub === null ? null : this.#rowsOfHub,
    };
    return chosenRows(table, votes, filter, this.outcomes);
  });
  readonly visible = $derived(this.rows?.slice(0, this.shown) ?? []);
  readonly problem = $derived.by(() => this.main.problem ?? this.versus?.problem ?? this.#hubProblem);
  readonly #rowsOfHub = $derived(rowsWithin(this.#hubRows ?? [], this.k));

  constructor(
    private readonly client: WorkbenchClient,
    sides: { main: Side; versus: Side | null },
    readonly split: SplitName,
    readonly classNames: readonly string[],
    /** The run's own k. */
    readonly ownK: number,
  ) {
    this.main = new NeighbourSide(client, sides.main);
    this.versus = sides.versus && new NeighbourSide(client, sides.versus);
  }

  /** Reads both tables. */
  load(): void {
    void this.main.load(this.split);
    void this.versus?.load(this.split);
  }

  /** Shows what a link says; the list begins anew unless only k has changed. */
  show(place: NeighboursPlace): void {
    const before = this.place;
    this.place = place;
    this.draggedK = null;
    const stays = before && JSON.stringify({ ...before, k: 0 }) === JSON.stringify({ ...place, k: 0 });
    if (!stays) this.shown = pageSize;
    if (place.hub !== null && place.hub !== before?.hub) void this.#loadHub(place.hub);
  }

  more(): void {
    this.shown += pageSize;
  }

  /** Sees to it that the neighbours of these rows are there, on both sides. */
  want(rows: readonly number[]): void {
    this.main.want(rows);
    this.versus?.want(rows);
  }

  async #loadHub(index: number): Promise<void> {
    this.#hubRows = null;
    try {
      const { space } = this.main;
      const { queries } = await this.client.neighbours.occurrences({ ...space, split: this.split, index });
      if (this.place?.hub === index) this.#hubRows = queries;
    } catch (error) {
      this.#hubProblem = problemOf(error);
    }
  }
}

import type { SplitName } from '@shared/dataset';
import type { WorkbenchClient } from '../../client/connection';
import { problemOf, type Problem } from '../../client/problem';
import { decodeTable, type Table } from './neighbour-table';
import type { Side } from './neighbours-query';
import { noItems, withItems, type Items } from './query-rows';

/** Rows asked for at once. */
const together = 24;
/** Neighbours fetched of every query: what the slider may reach without asking again. */
const mostNeighbours = 1000;

/** What one space knows of a split: the table of all its queries, and the neighbours of those that were looked at. */
export class NeighbourSide {
  table = $state.raw<Table | null>(null);
  items = $state.raw<Items>(noItems);
  tableProblem = $state.raw<Problem | null>(null);
  rowProblem = $state.raw<Problem | null>(null);
  #wanted: readonly number[] = [];
  #busy = false;

  constructor(
    private readonly client: WorkbenchClient,
    readonly side: Side,
  ) {}

  get problem(): Problem | null {
    return this.tableProblem ?? this.rowProblem;
  }

  /** What every call about this space says. */
  get space() {
    const { runId, epoch, pixels } = this.side;
    return { runId, leaveOneOut: true, ...(epoch === null ? {} : { epoch }), ...(pixels ? { pixels } : {}) };
  }

  async load(split: SplitName): Promise<void> {
    try {
      this.table = decodeTable(await this.client.neighbours.table({ ...this.space, split }));
      this.tableProblem = null;
    } catch (error) {
      this.tableProblem = problemOf(error);
    }
  }

  /** Fetches the neighbours of rows that are not there yet; the last wish counts. */
  want(rows: readonly number[]): void {
    this.#wanted = rows;
    this.rowProblem = null;
    if (!this.#busy) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    this.#busy = true;
    try {
      for (;;) {
        const rows = this.#wanted.filter((row) => !this.items.has(row)).slice(0, together);
        if (rows.length === 0) return;
        const { items } = await this.client.neighbours.ofRows({ ...this.space, rows, k: mostNeighbours });
        this.items = withItems(this.items, rows, items);
      }
    } catch (error) {
      this.rowProblem = problemOf(error);
    } finally {
      this.#busy = false;
    }
  }
}

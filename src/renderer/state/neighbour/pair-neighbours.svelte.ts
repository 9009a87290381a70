import type { NeighboursOfQuery } from '@shared/neighbours';
import type { WorkbenchClient } from '../../client/connection';

/** Neighbours of a query in two runs. */
export type Pair = { before: NeighboursOfQuery; after: NeighboursOfQuery };

/** The neighbours of queries in two runs, as far down as is stored, fetched when they are looked at: another k needs no other call. Training queries are left out of their own. */
export class PairNeighbours {
  #known = $state.raw<Readonly<Record<number, Pair>>>({});
  #asked: readonly number[] = [];

  constructor(
    private readonly client: WorkbenchClient,
    /** The two runs, and how many neighbours each keeps. */
    private readonly before: { id: string; depth: number },
    private readonly after: { id: string; depth: number },
  ) {}

  /** Null until it has come. */
  of(row: number): Pair | null {
    return this.#known[row] ?? null;
  }

  /** Fetches what is not known of these dataset rows. */
  async need(rows: readonly number[]): Promise<void> {
    const missing = rows.filter((row) => !this.#asked.includes(row));
    this.#asked = [...this.#asked, ...missing];
    await Promise.all(missing.map((row) => this.#fetch(row)));
  }

  async #fetch(row: number): Promise<void> {
    const ask = ({ id, depth }: { id: string; depth: number }) =>
      this.client.neighbours.ofExample({ runId: id, index: row, k: depth, leaveOneOut: true });
    try {
      const [before, after] = await Promise.all([ask(this.before), ask(this.after)]);
      this.#known = { ...this.#known, [row]: { before, after } };
    } catch {
      // Asked for again the next time it is looked at.
      this.#asked = this.#asked.filter((other) => other !== row);
    }
  }
}

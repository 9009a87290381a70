import type { SplitName } from '@shared/dataset';
import type { NeighboursOfQuery, NeighboursPage } from '@shared/neighbours';
import type { WorkbenchClient } from '../client/connection';
import { problemOf, type Problem } from '../client/problem';

const pageSize = 24;

export type NeighboursFilter = {
  split: SplitName;
  /** Null: the run's own k. */
  k: number | null;
  wrongOnly: boolean;
  class: string | null;
  /** The class that the vote is for; null: any. */
  predicted: string | null;
  order: 'dataset' | 'least-certain';
};

/** The queries of one run's split with their neighbours, page after page, under one set of filters. */
export class NeighboursView {
  filter = $state.raw<NeighboursFilter>({
    split: 'validation',
    k: null,
    wrongOnly: false,
    class: null,
    predicted: null,
    order: 'dataset',
  });
  page = $state.raw<Omit<NeighboursPage, 'items'> | null>(null);
  items = $state.raw<readonly NeighboursOfQuery[]>([]);
  loading = $state(false);
  problem = $state.raw<Problem | null>(null);
  #turn = 0;

  constructor(
    private readonly client: WorkbenchClient,
    readonly runId: string,
    start: Partial<NeighboursFilter>,
  ) {
    this.filter = { ...this.filter, ...start };
  }

  get hasMore(): boolean {
    return this.page !== null && this.items.length < this.page.total;
  }

  /** Changes filters and starts over; what is shown stays until the answer is there. */
  async show(change: Partial<NeighboursFilter>): Promise<void> {
    this.filter = { ...this.filter, ...change };
    await this.#load(0);
  }

  async more(): Promise<void> {
    if (!this.loading && this.hasMore) await this.#load(this.items.length);
  }

  async #load(offset: number): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    const { split, k, wrongOnly, order, predicted } = this.filter;
    try {
      const { items, ...page } = await this.client.neighbours.list({
        runId: this.runId,
        split,
        wrongOnly,
        order,
        offset,
        limit: pageSize,
        ...(k === null ? {} : { k }),
        ...(predicted === null ? {} : { predicted }),
        ...(this.filter.class === null ? {} : { class: this.filter.class }),
      });
      if (turn !== this.#turn) return;
      this.page = page;
      this.items = offset === 0 ? items : [...this.items, ...items];
      this.problem = null;
    } catch (error) {
      if (turn === this.#turn) this.problem = problemOf(error);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}

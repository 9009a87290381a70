import type { Comparison } from '@shared/compare';
import type { WorkbenchClient } from '../../client/connection';
import { problemOf, type Problem } from '../../client/problem';
import type { CompareLink } from './compare-link';

type Asked = Pick<CompareLink, 'ids' | 'baseline' | 'split' | 'k'>;

/** A comparison as it was last asked for. While one is on its way only the newest later wish is kept. */
export class CompareView {
  comparison = $state.raw<Comparison | null>(null);
  problem = $state.raw<Problem | null>(null);
  #wanted: Asked | null = null;
  #busy = false;

  constructor(private readonly client: WorkbenchClient) {}

  /** Asks for a comparison; what is shown stays until the answer is there. */
  async show(asked: Asked): Promise<void> {
    this.#wanted = asked;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#wanted) {
      const next: Asked = this.#wanted;
      this.#wanted = null;
      await this.#load(next);
    }
    this.#busy = false;
  }

  async #load({ ids, baseline, split, k }: Asked): Promise<void> {
    if (ids.length === 0) {
      this.comparison = null;
      return;
    }
    try {
      this.comparison = await this.client.runs.compare({
        ids: [...ids],
        split,
        withPredictions: true,
        ...(baseline === null ? {} : { baseline }),
        ...(k === null ? {} : { k }),
      });
      this.problem = null;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }
}

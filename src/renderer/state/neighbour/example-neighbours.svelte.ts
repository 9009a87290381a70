import type { NeighboursOfQuery } from '@shared/neighbours';
import type { WorkbenchClient } from '../../client/connection';
import { problemOf, type Problem } from '../../client/problem';

/** What is asked: a row of the dataset, its k nearest, after an epoch; null: as the run ended. */
type Asked = { row: number; k: number; epoch: number | null };

/** The nearest training images of one example, at the epoch that is looked at. */
export class ExampleNeighbours {
  answer = $state.raw<NeighboursOfQuery | null>(null);
  /** The epoch that the answer is of; null: the end of the run. */
  epoch = $state<number | null>(null);
  problem = $state.raw<Problem | null>(null);
  #kept: { epochs: readonly number[]; final: number | null } | undefined;
  #turn = 0;

  constructor(
    private readonly client: Pick<WorkbenchClient, 'neighbours'>,
    readonly runId: string,
  ) {}

  /** Asks for neighbours; of several questions only the last one's answer is shown. Nothing for no row. */
  async ask(asked: Asked | null): Promise<void> {
    const turn = ++this.#turn;
    if (!asked) {
      this.answer = null;
      this.problem = null;
      return;
    }
    try {
      const epoch = asked.epoch === null ? null : await this.#keptEpoch(asked.epoch);
      const answer = await this.client.neighbours.ofExample({
        runId: this.runId,
        index: asked.row,
        k: asked.k,
        leaveOneOut: true,
        ...(epoch === null ? {} : { epoch }),
      });
      if (turn !== this.#turn) return;
      this.answer = answer;
      this.epoch = epoch;
      this.problem = null;
    } catch (error) {
      if (turn === this.#turn) this.problem = problemOf(error);
    }
  }

  /** The last epoch up to this one whose embedding was kept; the first of all when there is none before; null: the end. */
  async #keptEpoch(wanted: number): Promise<number | null> {
    if (!this.#kept || (this.#kept.final === null && !this.#kept.epochs.includes(wanted))) {
      this.#kept = await this.client.neighbours.epochs({ runId: this.runId });
    }
    const { epochs, final } = this.#kept;
    if (wanted === final) return null;
    return epochs.findLast((epoch) => epoch <= wanted) ?? epochs[0] ?? null;
  }
}

import type { SweepSummary } from '@shared/sweep';
import type { SweepLooks } from '@shared/sweep-look';
import type { WorkbenchClient } from '../../client/connection';

/** The looks of a sweep, all at once, so that a handle can be dragged without waiting; fetched anew as fits finish. */
export class SweepLooksView {
  looks = $state.raw<SweepLooks | null>(null);
  #wanted = '';
  #isFetching = false;

  constructor(private readonly client: WorkbenchClient) {}

  /** Fetches what is there, unless it is that of the same fits already. */
  async follow({ id, status, progress }: SweepSummary): Promise<void> {
    const wanted = `${id} ${status} ${progress.finished}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (this.#isFetching) return;
    this.#isFetching = true;
    for (let fetched = ''; fetched !== this.#wanted;) {
      fetched = this.#wanted;
      // Without an answer the page shows what it has; the next change asks again.
      this.looks = await this.client.sweeps.looks({ id }).catch(() => this.looks);
    }
    this.#isFetching = false;
  }
}

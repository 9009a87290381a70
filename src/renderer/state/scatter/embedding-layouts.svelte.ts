import type { EmbeddingSample } from '@shared/run-bytes';
import { runTask } from '../../compute/run-task';
import { fetchSample } from '../../client/run-bytes';
import { problemOf, type Problem } from '../../client/problem';

export type Layout = 'pca' | 'umap';

/** Where a sample of a finished run's final embedding lies in the plane, worked out in a worker when it is asked for. */
export class EmbeddingLayouts {
  sample = $state.raw<EmbeddingSample | null>(null);
  /** What is ready: coordinates of the sample's rows. */
  ready = $state.raw<Partial<Record<Layout, Float32Array>>>({});
  /** What is being worked out, and how far it is (0 to 1; null: the numbers are still on their way). */
  working = $state<Layout | null>(null);
  share = $state<number | null>(null);
  problem = $state.raw<Problem | null>(null);
  #stop: AbortController | undefined;

  constructor(readonly runId: string) {}

  /** Works out a layout, unless it is there or under way; another one under way is stopped. */
  async make(layout: Layout): Promise<void> {
    if (this.ready[layout] || this.working === layout) return;
    this.cancel();
    const stop = (this.#stop = new AbortController());
    this.working = layout;
    this.problem = null;
    try {
      const sample = this.sample ?? (await fetchSample(this.runId, stop.signal));
      this.sample = sample;
      const done = await runTask({ kind: layout, sample }, stop.signal, (share) => (this.share = share));
      if (done.type === 'placed') this.ready = { ...this.ready, [layout]: done.xy };
    } catch (error) {
      if (!stop.signal.aborted) this.problem = problemOf(error);
    }
    if (this.#stop === stop) this.#rest();
  }

  /** Stops what is under way; what is ready stays. */
  cancel(): void {
    this.#stop?.abort();
    this.#rest();
  }

  #rest(): void {
    this.#stop = undefined;
    this.working = null;
    this.share = null;
  }
}

import type { MetricOnImages } from '@ml/metric-on-images';
import type { MetricPicture } from '@ml/metric-picture';
import type { FirstLayer } from '@shared/run-bytes';
import { runTask } from '../../compute/run-task';
import { fetchFirstLayer } from '../../client/run-bytes';
import { problemOf, type Problem } from '../../client/problem';

/** Directions that are worked out: a row of small pictures. */
const mostDirections = 6;

/** What the first layer of a finished run looks at, worked out in a worker when it is asked for. */
export class LayerView {
  layer = $state.raw<FirstLayer | null>(null);
  picture = $state.raw<MetricPicture | null>(null);
  onImages = $state.raw<MetricOnImages | null>(null);
  problem = $state.raw<Problem | null>(null);

  #isLoading = false;

  constructor(readonly runId: string) {}

  /** Works it out, until `signal` says stop. */
  async load(signal: AbortSignal): Promise<void> {
    if (this.picture || this.#isLoading) return;
    this.#isLoading = true;
    try {
      const layer = await fetchFirstLayer(this.runId, signal);
      const { weights, images, size } = layer;
      const task = { kind: 'metric', weights, images, size, directions: mostDirections } as const;
      const done = await runTask(task, signal);
      if (done.type !== 'pictured') return;
      this.layer = layer;
      this.picture = done.picture;
      this.onImages = done.onImages;
    } catch (error) {
      if (!signal.aborted) this.problem = problemOf(error);
    }
    this.#isLoading = false;
  }
}

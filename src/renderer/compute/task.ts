import type { MetricOnImages } from '@ml/metric-on-images';
import type { MetricPicture } from '@ml/metric-picture';
import type { EmbeddingSample } from '@shared/run-bytes';

/** What a page gives its worker to do, one thing a worker. */
export type Task =
  | { kind: 'pca' | 'umap'; sample: EmbeddingSample }
  | { kind: 'metric'; weights: Float32Array; images: Uint8Array; size: number; directions: number };

/** What a worker says: how far it is (0 to 1), then what it found or why it could not. */
export type TaskMessage =
  | { type: 'progress'; share: number }
  | { type: 'placed'; xy: Float32Array }
  | { type: 'pictured'; picture: MetricPicture; onImages: MetricOnImages }
  | { type: 'failed'; message: string };

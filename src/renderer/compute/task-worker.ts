import { metricOnImages } from '@ml/metric-on-images';
import { metricPicture } from '@ml/metric-picture';
import { principalPlane } from '@ml/principal-plane';
import { assertNever } from '@shared/errors';
import type { Task, TaskMessage } from './task';
import { umapLayout } from './umap';

/** Progress is told at these steps, not at every one. */
const progressStep = 0.01;

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  try {
    postMessage(resultOf(data));
  } catch (error) {
    postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});

function resultOf(task: Task): TaskMessage {
  switch (task.kind) {
    case 'pca': {
      const { values, rows, size, labels } = task.sample;
      return { type: 'placed', xy: principalPlane(values, rows.length, size, labels) };
    }
    case 'umap':
      return { type: 'placed', xy: umapLayout(task.sample, teller()) };
    case 'metric':
      return {
        type: 'pictured',
        picture: metricPicture(task.weights, task.size, task.directions),
        onImages: metricOnImages(task.weights, task.size, task.images, task.directions),
      };
    default:
      return assertNever(task);
  }
}

function teller(): (share: number) => void {
  let told = 0;
  return (share) => {
    if (share - told < progressStep) return;
    told = share;
    postMessage({ type: 'progress', share } satisfies TaskMessage);
  };
}

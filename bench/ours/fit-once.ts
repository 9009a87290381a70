import { fit, start } from '@ml/fit';
import { createLearner } from '@ml/learner';
import type { Tf } from '@ml/tensors';
import type { FitQuestion } from '../protocol';
import { ingredients } from './build-learner';
import type { Data } from './read-data';
import type { Words } from './words';

/** One fit from bytes in memory to the last step: weights, K and training, without scores. */
export function fitOnce(tf: Tf, data: Data, question: Omit<FitQuestion, 'task'>): Words {
  const began = performance.now();
  const { parts, params, inputs, path, initial } = ingredients(data, question, data.train);
  const labels = data.labels.subarray(0, data.train);
  const learner = createLearner({ tf, parts, params, inputs, labels, initial, path });
  // The first product waits for K, so that what comes before it is all of the preparation.
  learner.transform(0, 1);
  const prepared = performance.now();
  const plan = {
    labels,
    sampler: parts.training.sampler,
    batchSize: params.batchSize!,
    epochs: params.epochs!,
    seed: question.seed,
    from: start,
  };
  let sum = 0;
  const epochs = question.stopAfter ?? plan.epochs;
  for (const event of fit(learner, plan)) {
    if (event.type !== 'epoch') continue;
    sum += event.loss;
    if (event.epoch === epochs) break;
  }
  learner.dispose();
  const ended = performance.now();
  return { ms: ended - began, prepareMs: prepared - began, loss: sum / epochs, path };
}

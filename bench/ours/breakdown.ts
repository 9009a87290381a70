import type { Loss } from '@ml/losses/loss';
import { fit, start } from '@ml/fit';
import { createLearner } from '@ml/learner';
import type { Tf } from '@ml/tensors';
import type { BreakdownQuestion } from '../protocol';
import { ingredients } from './build-learner';
import type { Data } from './read-data';
import type { Words } from './words';
import { emptyCallMs, watchedEngine } from './watched-engine';

/** Where the time of a training step goes: the engine's products, calls into it, the loss's kernel if it is JavaScript, and the rest. */
export function breakdown(tf: Tf, data: Data, question: BreakdownQuestion): Words {
  const { weightsMs, ...made } = timedIngredients(data, question);
  const { parts, params, inputs, path, initial } = made;
  const engine = watchedEngine(tf);
  const kernel = { ms: 0 };
  const { training } = parts;
  const loss: Loss = {
    ...training.loss,
    kernel(...args) {
      const began = performance.now();
      training.loss.kernel(...args);
      kernel.ms += performance.now() - began;
    },
  };
  const labels = data.labels.subarray(0, data.train);
  const gramBegan = performance.now();
  const learner = createLearner({
    tf: engine.tf,
    parts: { ...parts, training: { ...training, loss } },
    params,
    inputs,
    labels,
    initial,
    path,
  });
  learner.transform(0, 1);
  const gramMs = performance.now() - gramBegan;
  const batchSize = params.batchSize!;
  const plan = { labels, sampler: training.sampler, batchSize, epochs: params.epochs!, seed: 1, from: start };
  const events = fit(learner, { ...plan, epochs: Math.min(5, plan.epochs) });
  for (const event of events) if (event.type === 'diverged') break;
  engine.reset();
  kernel.ms = 0;
  const began = performance.now();
  for (const event of fit(learner, plan)) if (event.type === 'diverged') break;
  const ms = performance.now() - began;
  learner.dispose();
  const steps = plan.epochs * Math.ceil(labels.length / batchSize);
  const callsMs = Math.min(engine.ms(), engine.calls() * emptyCallMs(tf));
  const parted = [
    { name: 'products in the engine', ms: (engine.ms() - callsMs) / steps },
    { name: `${(engine.calls() / steps).toFixed(1)} engine calls`, ms: callsMs / steps },
    // Unless the loss has a routine in SIMD.
    ...(kernel.ms > 0 ? [{ name: 'kernel of the loss', ms: kernel.ms / steps }] : []),
    { name: 'SIMD and loops', ms: (ms - engine.ms() - kernel.ms) / steps },
    { name: 'before the first step: weights', ms: weightsMs },
    { name: 'K and Z0', ms: gramMs },
  ];
  return { ms: ms / steps, parts: parted, path };
}

function timedIngredients(data: Data, question: BreakdownQuestion) {
  const began = performance.now();
  const made = ingredients(data, question, data.train);
  return { ...made, weightsMs: performance.now() - began };
}

import { join } from 'node:path';
import { resolveRunConfig } from '@ml/distances/resolve';
import { runRequestSchema } from '@shared/run';
import { openEngine } from '@trainer/engine';
import { attempt } from '../exactness/attempt';
import { writeTrainerData } from '../exactness/data';
import { defineSuite, mustBe, type Figure } from './suite';

const stepsOfEpoch = 4;
/** By then whatever is kept for the whole of a run has been made. */
const warmSteps = 50;

const cases = [
  { name: 'in Gram space', data: 'wide', request: { distance: 'contrastive', params: {} } },
  {
    name: 'directly, MLP and Adam',
    data: 'tall',
    request: { distance: 'triplet', optimizer: 'adam', params: { hiddenSize: 6, learningRate: 0.001 } },
  },
] as const;

/** Thousands of steps may not leave one tensor behind. */
export const longTraining = defineSuite({
  id: 'long-training',
  title: 'tensors over thousands of steps',
  covers: ['F17'],
  async run(context): Promise<Figure[]> {
    const engine = await openEngine('auto');
    const data = writeTrainerData(context.folder);
    const steps = context.times(5_000);
    const figures: Figure[] = [];
    for (const { name, data: which, request } of cases) {
      const params = { batchSize: 7, embeddingSize: 4, ...request.params, epochs: steps / stepsOfEpoch };
      const config = resolveRunConfig(runRequestSchema.parse({ dataset: 'x', k: 5, ...request, params }));
      const counts: number[] = [];
      const onStep = () => void counts.push(engine.tf.memory().numTensors);
      const outputFolder = join(context.folder, `output-${which}`);
      const events = await attempt({ config, engine, datasetFolder: data[which], outputFolder, onStep });
      context.check('the run finishes', events.at(-1)?.type === 'finished', JSON.stringify(events.at(-1)));
      const settled = counts.slice(warmSteps);
      figures.push(mustBe(`steps ${name}`, counts.length, steps));
      figures.push(mustBe(`growth of tensors ${name}`, Math.max(...settled) - settled[0]!, 0));
    }
    return figures;
  },
});

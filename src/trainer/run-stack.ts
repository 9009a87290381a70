import { setImmediate as breathe } from 'node:timers/promises';
import type { StackJob } from '@shared/job';
import { initialise } from '@ml/embeddings/embedding';
import { fitStack } from '@ml/fit-stack';
import { pixelInputs } from '@ml/inputs';
import { partsOf } from '@ml/parts';
import { createRandom } from '@ml/random';
import { rowsByPart } from '@ml/sweep/rows';
import { readDataset } from './dataset-file';
import { gramOfDataset } from './gram-cache';
import type { JobContext } from './job-context';
import { report } from './report';

const breatheEveryMs = 20;
const progressEveryMs = 500;

/** Trains the fits of a stack side by side and reports a result for each; cancelled, it leaves nothing behind. */
export async function runStack(job: StackJob, context: JobContext): Promise<void> {
  const { monotonicMs, send } = context;
  const began = monotonicMs();
  let breathed = began;
  let told = began;
  for (const event of fitStack(stackOf(job, context))) {
    const now = monotonicMs();
    if (event.type === 'results') {
      event.results.forEach((fit, at) =>
        report(send, { type: 'unitFinished', unitId: job.units[at]!.unitId, ...fit }),
      );
    } else if (context.isCancelled()) {
      report(send, { type: 'cancelled', epoch: event.epoch });
      return;
    } else if (now - told >= progressEveryMs) {
      report(send, { type: 'stackProgress', epoch: event.epoch, epochs: event.epochs });
      told = now;
    }
    if (now - breathed >= breatheEveryMs) {
      await breathe();
      await context.settled();
      breathed = monotonicMs();
    }
  }
  report(send, { type: 'stackFinished', trainMs: monotonicMs() - began });
}

function stackOf(job: StackJob, { engine: { tf } }: JobContext) {
  const { config } = job.units[0]!;
  const { seed, params } = config;
  const dataset = readDataset(job.datasetFolder);
  const { splits, classNames, groups } = dataset.manifest;
  const { training, ...rest } = partsOf(config);
  if (!training) throw new Error('A learner without a loss has no fits to stack.');
  const parts = { ...rest, training };
  const inputs = pixelInputs(dataset.pixels, dataset.size, parts.normalizer);
  const rows = rowsByPart(job.folding, {
    datasetHash: job.datasetHash,
    trainCount: splits.train,
    validationCount: splits.validation,
    labels: dataset.labels,
    groups,
  })(job.part);
  const initial = initialise(parts.embedding, inputs.size, params, (name) =>
    createRandom(seed, `weights/${name}`),
  );
  return {
    tf,
    parts,
    variants: job.units.map((unit) => unit.config.params),
    inputs,
    labels: dataset.labels,
    classCount: classNames.length,
    trainRows: rows.train,
    heldOutRows: rows.heldOut,
    initial,
    seed,
    maxK: job.maxK,
    looks: job.looks,
    whole: gramOfDataset(tf, job, parts, inputs, splits.train + splits.validation, initial),
  };
}

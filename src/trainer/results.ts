import { splitNames } from '@shared/dataset';
import type { Job } from '@shared/job';
import type { Artefact, EmbeddingFacts, Scores } from '@shared/run';
import { evaluate, rangeOf } from '@ml/evaluate';
import { histogramOf, normOf, spreadOf } from '@ml/facts';
import { keptNeighbours } from '@ml/run-costs';
import { retrievalOfValidation } from '@ml/scores/of-split';
import { syncFolder, writeArray } from './arrays';
import { assertFinite, verdictsOf } from './verdicts';
import type { JobContext } from './job-context';
import { weightBins, type Prepared } from './prepare';
import type { Evaluated } from './score-epoch';

/**
 * Writes embedding, neighbours and weights into the output folder. The fitted embedding is scored on every split, unless that was
 * done after its last step: `clock.evaluated`.
 */
export function saveResults(
  job: Job,
  context: JobContext,
  work: Prepared,
  clock: { evaluateMs: number; satisfied: number; isIdle: boolean; evaluated: Evaluated | null },
): { scores: Scores; facts: EmbeddingFacts; artefacts: Artefact[] } {
  const began = context.monotonicMs();
  const { tf } = context.engine;
  const { counts, labels, size, classCount } = work.scoring;
  const count = labels.length;
  const z = work.training ? (clock.evaluated?.z ?? work.learner.transform(0, count)) : null;
  if (z && !clock.evaluated) assertFinite(z, size);
  const rowsOf = z ? (from: number, to: number) => z.subarray(from * size, to * size) : work.scoring.rowsOf;
  const { k } = job.config;
  const { scores, neighbours } =
    clock.evaluated ?? evaluate({ tf, ...work.scoring, rowsOf, k, maxK: keptNeighbours(counts.train, k) });
  const artefacts: Artefact[] = [];
  const keep = (name: string, values: Float32Array | Int32Array, shape: number[]) =>
    artefacts.push(writeArray(job.outputFolder, name, values, shape));
  if (z) keep('embedding', z, [count, size]);
  for (const split of splitNames) {
    const found = neighbours[split];
    if (!found) continue;
    keep(`neighbours.${split}.indices`, found.indices, [found.queries, found.k]);
    keep(`neighbours.${split}.distances`, found.distances, [found.queries, found.k]);
  }
  const weights = work.learner.weights();
  for (const [name, values] of Object.entries(weights))
    keep(`weights.${name}`, values, [...work.shapes[name]!]);
  syncFolder(job.outputFolder);
  const train = rangeOf(counts, 'train');
  const { spread, ...means } = spreadOf(
    rowsOf(train.from, train.to),
    size,
    labels.subarray(train.from, train.to),
    classCount,
  );
  const first = work.firstLayer ? weights[work.firstLayer] : undefined;
  clock.evaluateMs += context.monotonicMs() - began;
  const facts = {
    ...work.initial,
    finalWeightNorm: first ? normOf(first) : null,
    finalWeights: first ? histogramOf(first, weightBins) : null,
    finalSpread: spread,
    ...means,
  };
  const retrieval = retrievalOfValidation({ tf, ...work.scoring, rowsOf, k }, neighbours.validation);
  const verdicts = verdictsOf(work, facts, { isSatisfied: clock.satisfied > 0, isIdle: clock.isIdle });
  return { scores, facts: { ...facts, verdicts, retrieval }, artefacts };
}

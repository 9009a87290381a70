import { nearestSearch } from '@ml/evaluate';
import { arrayInputs } from '@ml/inputs';
import { voteForEveryK } from '@ml/knn';
import { createLearner, type Learner } from '@ml/learner';
import { partsOf, type Parts } from '@ml/parts';
import type { Tf } from '@ml/tensors';
import { close, same } from './compare';
import { formulaGradients } from './formula';
import { flat, type Check, type Reference } from './reference';

const learners = {
  l2: { embedding: 'identity', loss: null },
  l2min: { embedding: 'linear', loss: 'same-class' },
  contrastive: { embedding: 'linear', loss: 'contrastive' },
  triplet: { embedding: 'mlp', loss: 'triplet' },
} as const;

/** Replays a learner's file: gradient of the first step, every loss, weights, distances, neighbours and votes, on each path. */
export function replayLearner(tf: Tf, reference: Reference): Check[] {
  const { embedding, loss } = learners[reference.learner as keyof typeof learners];
  const trains = loss !== null;
  const parts = partsOf({
    embedding,
    loss,
    optimizer: trains ? 'sgd' : null,
    sampler: trains ? 'shuffle' : null,
    normalizer: 'symmetric',
  });
  if (!trains) return results(tf, reference, learnerOf(tf, reference, parts, 'none'), 'none');
  const formula = formulaGradients(tf, reference, parts, paramsOf(reference));
  return [...formula, ...(['gram', 'direct'] as const).flatMap((path) => train(tf, reference, parts, path))];
}

/** Replays the file of exact ties: the lower row first, the lowest class on equal votes. */
export function replayTies(tf: Tf, reference: Reference): Check[] {
  const parts = partsOf({
    embedding: 'identity',
    loss: null,
    optimizer: null,
    sampler: null,
    normalizer: 'symmetric',
  });
  return results(tf, reference, learnerOf(tf, reference, parts, 'none'), 'none');
}

function train(tf: Tf, reference: Reference, parts: Parts, path: 'gram' | 'direct'): Check[] {
  const checks = gradientChecks(tf, reference, parts, path);
  const learner = learnerOf(tf, reference, parts, path);
  const stepLoss: number[] = [];
  const epochLoss: number[] = [];
  for (const epoch of reference.batch_order ?? []) {
    const losses = epoch.map((batch) => {
      const { loss } = learner.step(Int32Array.from(batch));
      stepLoss.push(loss);
      return loss;
    });
    epochLoss.push(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
  }
  checks.push(close(`${path}: loss of every step`, stepLoss, reference.step_loss ?? [], 2e-6));
  checks.push(close(`${path}: loss of every epoch`, epochLoss, reference.epoch_loss ?? [], 2e-6));
  const weights = learner.weights();
  for (const [name, expected] of Object.entries(reference.final ?? {})) {
    checks.push(close(`${path}: final ${name}`, weights[name] ?? [], flat(expected), 1e-5));
  }
  return [...checks, ...results(tf, reference, learner, path)];
}

/** The gradient as the path applies it: weight before − weight after a step at rate 1. */
function gradientChecks(tf: Tf, reference: Reference, parts: Parts, path: 'gram' | 'direct'): Check[] {
  const rows = reference.batch_order?.[0]?.[0] ?? [];
  const learner = learnerOf(tf, reference, parts, path, 1);
  const before = learner.weights();
  learner.step(Int32Array.from(rows));
  const after = learner.weights();
  learner.dispose();
  return Object.entries(reference.first_grad ?? {}).map(([name, expected]) => {
    const gradient = before[name]!.map((value, at) => value - after[name]![at]!);
    return close(`${path}: gradient of the first step, ${name}`, gradient, flat(expected), 1e-5);
  });
}

function results(tf: Tf, reference: Reference, learner: Learner, path: string): Check[] {
  const trainCount = reference.X_train.length;
  const count = trainCount + reference.X_query.length;
  const labels = Int32Array.from(reference.y_train);
  const size = learner.outputSize;
  const search = nearestSearch(tf, learner.transform(0, trainCount), size);
  const rowsOf = (from: number, to: number) => learner.transform(from, to);
  const query = search.nearestOf(rowsOf, trainCount, count, trainCount);
  const own = search.nearestOf(rowsOf, 0, trainCount, trainCount);
  search.dispose();
  learner.dispose();
  const checks = [
    close(`${path}: distances of the queries`, byRow(query, trainCount), reference.dist_query.flat(), 1e-5),
    same(
      `${path}: 7 nearest of every query`,
      columns(query.indices, trainCount, 7),
      reference.neighbours_query_k7.flat(),
    ),
    ...voteChecks(
      `${path}: votes of the queries`,
      query.indices,
      labels,
      reference.classes,
      reference.pred_query,
    ),
    ...voteChecks(
      `${path}: votes of the training rows`,
      own.indices,
      labels,
      reference.classes,
      reference.pred_train ?? {},
    ),
  ];
  if (reference.dist_train) {
    checks.push(
      close(
        `${path}: distances of the training rows`,
        byRow(own, trainCount),
        reference.dist_train.flat(),
        1e-5,
      ),
    );
  }
  return checks;
}

function voteChecks(
  name: string,
  indices: Int32Array,
  labels: Int32Array,
  classes: number,
  expected: Record<string, number[]>,
): Check[] {
  const count = labels.length;
  const votes = Array.from({ length: indices.length / count }, (_, query) => {
    const near = Array.from(indices.subarray(query * count, (query + 1) * count), (row) => labels[row]!);
    const winners = new Int32Array(count);
    voteForEveryK(near, new Int32Array(classes), winners);
    return winners;
  });
  return Object.entries(expected).map(([k, classesOf]) =>
    same(
      `${name}, k = ${k}`,
      votes.map((winners) => winners[Number(k) - 1]!),
      classesOf,
    ),
  );
}

/** Distances put back from nearest-first order to row order. */
function byRow(found: { indices: Int32Array; distances: Float32Array }, count: number): Float64Array {
  const ordered = new Float64Array(found.indices.length);
  found.indices.forEach((row, at) => (ordered[Math.floor(at / count) * count + row] = found.distances[at]!));
  return ordered;
}

function columns(values: Int32Array, width: number, wanted: number): number[] {
  return Array.from(values).filter((_, at) => at % width < wanted);
}

function learnerOf(
  tf: Tf,
  reference: Reference,
  parts: Parts,
  path: 'gram' | 'direct' | 'none',
  learningRate = paramsOf(reference).learningRate,
): Learner {
  const inputs = arrayInputs(
    flat([...reference.X_train, ...reference.X_query]),
    reference.X_train[0]!.length,
  );
  const initial = Object.fromEntries(
    Object.entries(reference.init ?? {}).map(([name, values]) => [name, flat(values)]),
  );
  const labels = Int32Array.from(reference.y_train);
  return createLearner({
    tf,
    parts,
    params: { ...paramsOf(reference), learningRate },
    inputs,
    labels,
    initial,
    path,
  });
}

function paramsOf(reference: Reference) {
  const hyper = reference.hyper ?? {};
  return {
    learningRate: hyper.eta ?? 0,
    momentum: 0,
    weightDecay: 0,
    margin: hyper.alpha ?? 0,
    positiveMargin: hyper.alpha ?? 0,
    negativeMargin: hyper.beta ?? 0,
    negativeWeight: hyper.lambda ?? 0,
    embeddingSize: reference.out ?? 0,
    hiddenSize: reference.hidden ?? 0,
  };
}

import type { ParamValues } from '@shared/params';
import type { UnitResult } from '@shared/sweep';
import type { UnitLook } from '@shared/sweep-look';
import { evaluate } from './evaluate';
import { choosePath } from './first-layers/choose';
import { gramOfRows, type GramMatrix } from './first-layers/gram-matrix';
import type { Inputs } from './inputs';
import type { Parts, Training } from './parts';
import { createRandom } from './random';
import { createStack, type Stack } from './stack';
import { lookAt } from './sweep/look';
import type { Tf, Weights } from './tensors';

export type StackFit = {
  tf: Tf;
  parts: Parts & { training: Training };
  /** Settings of each fit: all alike but for those of the loss. */
  variants: readonly ParamValues[];
  inputs: Inputs;
  /** Class indices of all rows of `inputs`. */
  labels: Int32Array;
  classCount: number;
  /** Rows of `inputs` that are trained on, and those that are held out. */
  trainRows: Int32Array;
  heldOutRows: Int32Array;
  initial: Weights;
  seed: number;
  /** Largest k that is scored. */
  maxK: number;
  /** Is a look at each fit wanted, too? */
  looks?: boolean;
  /** K and Z0 of all rows of `inputs`, when they are at hand. */
  whole: GramMatrix | null;
};

export type StackFitEvent =
  { type: 'epoch'; epoch: number; epochs: number } | { type: 'results'; results: LookedAt[] };

/** What a fit came to, and what it looks like when that was asked and it is finite. */
export type LookedAt = { result: UnitResult; look?: UnitLook };

/** Trains several fits on the same batches side by side and scores each; the last event holds a result for each variant. */
export function* fitStack(options: StackFit): Generator<StackFitEvent, void, void> {
  const { parts, variants, seed } = options;
  const params = variants[0]!;
  const epochs = params.epochs!;
  const labels = options.trainRows.map((row) => options.labels[row]!);
  const stack = openStack(options, labels);
  const diverged = variants.map((): string | null => null);
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const random = createRandom(seed, `order/${epoch}`);
      for (const rows of parts.training.sampler.batches(labels, params.batchSize!, random)) {
        stack.step(rows).forEach(({ loss }, copy) => {
          if (!Number.isFinite(loss)) diverged[copy] ??= `The loss became infinite in epoch ${epoch + 1}.`;
        });
      }
      if (diverged.every((message) => message !== null)) break;
      yield { type: 'epoch', epoch: epoch + 1, epochs };
    }
    const all = stack.transform(0, options.trainRows.length + options.heldOutRows.length);
    const length = all.length / variants.length;
    const results = diverged.map((message, copy): LookedAt =>
      message === null
        ? resultOf(options, all.subarray(copy * length, (copy + 1) * length))
        : { result: { status: 'diverged', message } },
    );
    yield { type: 'results', results };
  } finally {
    stack.dispose();
  }
}

function openStack(options: StackFit, labels: Int32Array): Stack {
  const { tf, parts, variants, trainRows, heldOutRows, initial, whole } = options;
  const params = variants[0]!;
  const inputs = rowsOf(options.inputs, trainRows, heldOutRows);
  const columns = parts.embedding.shapes(inputs.size, params)[parts.embedding.firstLayer!]![1];
  const path = choosePath({
    trainCount: labels.length,
    count: inputs.count,
    inputSize: inputs.size,
    columns,
    batchSize: params.batchSize!,
    epochs: params.epochs!,
    linearOptimizer: parts.training.optimizer.linear,
  });
  const order = Int32Array.from([...trainRows, ...heldOutRows]);
  const gram = whole && path === 'gram' ? gramOfRows(whole, columns, order, trainRows.length) : undefined;
  return createStack({ tf, parts, variants, inputs, labels, initial, path, gram });
}

/** Scores one fit by its embeddings z, those trained on first. */
function resultOf(options: StackFit, z: Float32Array): LookedAt {
  const { tf, trainRows, heldOutRows, classCount } = options;
  const size = z.length / (trainRows.length + heldOutRows.length);
  if (!z.every(Number.isFinite))
    return { result: { status: 'diverged', message: 'The embedding is not finite in the end.' } };
  const { scores, neighbours } = evaluate({
    tf,
    rowsOf: (from, to) => z.subarray(from * size, to * size),
    size,
    labels: Int32Array.from([...trainRows, ...heldOutRows], (row) => options.labels[row]!),
    counts: { train: trainRows.length, validation: heldOutRows.length, test: 0 },
    classCount,
    k: 1,
    maxK: Math.min(options.maxK, trainRows.length),
  });
  const listed = (errorByK: Record<string, number> = {}) =>
    Array.from({ length: Object.keys(errorByK).length }, (_, index) => errorByK[String(index + 1)]!);
  const nearest = options.looks ? neighbours.validation : undefined;
  return {
    result: {
      status: 'finished',
      train: listed(scores.train.errorByK),
      trainLeaveOneOut: listed(scores.trainLeaveOneOut.errorByK),
      heldOut: listed(scores.validation?.errorByK),
    },
    ...(nearest && { look: lookAt({ ...options, z, size, nearest }) }),
  };
}

/** A view of inputs: the named rows in the given order. */
function rowsOf(inputs: Inputs, trainRows: Int32Array, heldOutRows: Int32Array): Inputs {
  const order = Int32Array.from([...trainRows, ...heldOutRows]);
  return {
    count: order.length,
    size: inputs.size,
    block: (from, to) => inputs.gather(order.subarray(from, to)).slice(),
    gather: (rows) => inputs.gather(rows.map((row) => order[row]!)),
  };
}

import { errorsByK, nearestSearch } from '@ml/evaluate';
import { gramMatrix, gramOfRows, type GramMatrix } from '@ml/first-layers/gram-matrix';
import { rowsWhere, stratifiedFolds } from '@ml/folds';
import { createRandom } from '@ml/random';
import { createStack, type Stack } from '@ml/stack';
import type { Tf } from '@ml/tensors';
import type { SweepQuestion, UnitQuestion } from '../protocol';
import { ingredients } from './build-learner';
import type { Data } from './read-data';
import type { Words } from './words';

type Prepared = ReturnType<typeof ingredients> & {
  whole: GramMatrix;
  folds: Int32Array | null;
  seed: number;
};

const k = 36;

/** One process of a sweep: K of all rows once, then units of fits that share their batches, each scored on its held-out rows. */
export function createSweep(tf: Tf, data: Data) {
  let prepared: Prepared | undefined;
  return {
    prepare(question: SweepQuestion): Words {
      const began = performance.now();
      const count = question.folds > 0 ? data.train : data.count;
      const made = ingredients(data, question, count);
      const whole = gramMatrix(
        tf,
        made.inputs,
        count,
        made.initial[made.parts.embedding.firstLayer!]!,
        made.columns,
      );
      const { seed } = question;
      const labels = data.labels.subarray(0, count);
      const folds =
        question.folds > 0 ? stratifiedFolds({ labels, groups: null, folds: question.folds, seed }) : null;
      prepared = { ...made, whole, folds, seed };
      return { ms: performance.now() - began };
    },
    unit(question: UnitQuestion): Words {
      const began = performance.now();
      const { loss, errors, stepsMs } = trainUnit(tf, data, prepared!, question);
      const ms = performance.now() - began;
      return { ms, prepareMs: ms - stepsMs, loss, errors };
    },
  };
}

function trainUnit(tf: Tf, data: Data, prepared: Prepared, { fold, variants }: UnitQuestion) {
  const { whole, folds, columns, params, parts, inputs, initial, seed } = prepared;
  const trained = folds ? rowsWhere(folds, (of) => of !== fold) : range(0, data.train);
  const held = folds ? rowsWhere(folds, (of) => of === fold) : range(data.train, data.count);
  const order = Int32Array.from([...trained, ...held]);
  const labels = order.map((row) => data.labels[row]!);
  const stack = createStack({
    tf,
    parts,
    variants: variants.map((own) => ({ ...params, ...own })),
    inputs,
    labels: labels.subarray(0, trained.length),
    initial,
    path: 'gram',
    gram: gramOfRows(whole, columns, order, trained.length),
  });
  const began = performance.now();
  let sum = 0;
  let steps = 0;
  for (let epoch = 0; epoch < params.epochs!; epoch++) {
    const random = createRandom(seed, `order/${epoch}`);
    const batches = parts.training.sampler.batches(
      labels.subarray(0, trained.length),
      params.batchSize!,
      random,
    );
    for (const rows of batches) sum += stack.step(rows)[0]!.loss;
    steps += batches.length;
  }
  const stepsMs = performance.now() - began;
  const errors = errorsOf(tf, stack, {
    copies: variants.length,
    size: prepared.outputSize,
    labels,
    trained: trained.length,
    classes: data.classes,
  });
  stack.dispose();
  return { loss: sum / steps, errors, stepsMs };
}

type Scored = { copies: number; size: number; labels: Int32Array; trained: number; classes: number };

/** Errors of every k on the held-out rows, one list a copy. */
function errorsOf(tf: Tf, stack: Stack, { copies, size, labels, trained, classes }: Scored): number[][] {
  const all = labels.length;
  const z = stack.transform(0, all);
  return Array.from({ length: copies }, (_, copy) => {
    const own = z.subarray(copy * all * size, (copy + 1) * all * size);
    const search = nearestSearch(tf, own.subarray(0, trained * size), size);
    const found = search.nearestOf((from, to) => own.subarray(from * size, to * size), trained, all, k);
    search.dispose();
    return [...errorsByK(found, labels, trained, classes, false)];
  });
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, place) => from + place);
}

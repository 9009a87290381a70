import { fit, start, type FitPlan } from './fit';
import type { Inputs } from './inputs';
import type { Learner } from './learner';
import { createRandom } from './random';
import { compute, type Tf } from './tensors';

/**
 * The exact limit of the learning rate where the loss is quadratic in the weights (same-class on a linear map, plain SGD): 2/λmax
 * of the batches' Hessians, over the batches of an epoch. A step on batch b is P ← (I − η·(4/b²)·X_bᵀ·L·X_b)·P with the
 * Laplacian L of its same-class pairs, and X_bᵀ·L·X_b has the eigenvalues of L·X_b·X_bᵀ.
 */
export function quadraticRateLimit(tf: Tf, inputs: Inputs, plan: Omit<FitPlan, 'from'>): number {
  const random = createRandom(plan.seed, 'order/0');
  let largest = 0;
  for (const rows of plan.sampler.batches(plan.labels, plan.batchSize, random)) {
    const x = inputs.gather(rows);
    const gram = compute(tf, () => {
      const batch = tf.tensor2d(x, [rows.length, inputs.size]);
      return tf.matMul(batch, batch, false, true);
    });
    const labels = Array.from(rows, (row) => plan.labels[row]!);
    largest = Math.max(largest, (4 / rows.length ** 2) * largestEigenvalue(gram, labels));
  }
  return largest > 0 ? 2 / largest : Infinity;
}

/** Power iteration on L·K, K being the Gram matrix of a batch [b, b]. */
function largestEigenvalue(gram: Float32Array, labels: readonly number[]): number {
  const size = labels.length;
  const random = createRandom(0, 'power-iteration');
  let vector = Float64Array.from({ length: size }, () => random.normal());
  let value = 0;
  for (let iteration = 0; iteration < 200; iteration++) {
    const product = new Float64Array(size);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++)
        product[row]! += gram[row * size + column]! * vector[column]!;
    }
    const next = laplacianTimes(product, labels);
    const length = Math.hypot(...next);
    if (!(length > 0)) return 0;
    const before = value;
    value = length / Math.hypot(...vector);
    vector = next.map((entry) => entry / length);
    if (Math.abs(value - before) <= 1e-6 * value) break;
  }
  return value;
}

function laplacianTimes(vector: Float64Array, labels: readonly number[]): Float64Array {
  const counts = new Map<number, number>();
  const sums = new Map<number, number>();
  labels.forEach((label, at) => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    sums.set(label, (sums.get(label) ?? 0) + vector[at]!);
  });
  return vector.map((value, at) => counts.get(labels[at]!)! * value - sums.get(labels[at]!)!);
}

/** A trial lasts this many epochs. */
export const trialEpochs = 5;
const maxHalvings = 24;

/**
 * The largest of `from`, from/2, from/4 … with which the first epochs stay finite and do not explode; null when none does.
 * `make` builds a fresh learner for a rate.
 */
export function searchHoldingRate(
  make: (learningRate: number) => Learner,
  plan: Omit<FitPlan, 'from'>,
  from: number,
): number | null {
  for (let halving = 0; halving <= maxHalvings; halving++) {
    const rate = Number((from / 2 ** halving).toPrecision(3));
    const learner = make(rate);
    const holds = trial(learner, { ...plan, epochs: Math.min(plan.epochs, trialEpochs) });
    learner.dispose();
    if (holds) return rate;
  }
  return null;
}

/** No epoch's loss may be far above the first batch's. */
function trial(learner: Learner, plan: Omit<FitPlan, 'from'>): boolean {
  let first: number | null = null;
  for (const event of fit(learner, { ...plan, from: start })) {
    if (event.type === 'diverged') return false;
    if (event.type === 'step') first ??= event.position.lossSum;
    if (event.type === 'epoch' && first !== null && event.loss > 10 * first) return false;
  }
  return true;
}

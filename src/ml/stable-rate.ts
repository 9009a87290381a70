import { fit, start, type FitPlan } from './fit';
import type { Inputs } from './inputs';
import type { Learner } from './learner';
import { createRandom } from './random';
import { compute, type Tf } from './tensors';

/**
 * The limit of the learning rate where the loss is quadratic in the weights (same-class on a linear map, plain SGD): 2/(λmax + ω),
 * λmax being the largest eigenvalue of any batch's Hessian and ω the weight decay. A step on batch b is
 * P ← (I − η·((4/b²)·X_bᵀ·L·X_b + ω·I))·P with the Laplacian L of its same-class pairs, and X_bᵀ·L·X_b has the eigenvalues of
 * L·X_b·X_bᵀ. Below the limit no step can make P grow. Looks at the run's own batches, up to {@link mostBatches} of them.
 */
export function quadraticRateLimit(
  tf: Tf,
  inputs: Inputs,
  plan: Omit<FitPlan, 'from'>,
  weightDecay: number,
): number {
  let largest = 0;
  let seen = 0;
  for (let epoch = 0; epoch < plan.epochs && seen < mostBatches; epoch++) {
    const random = createRandom(plan.seed, `order/${epoch}`);
    for (const rows of plan.sampler.batches(plan.labels, plan.batchSize, random)) {
      const gram = batchGram(tf, inputs, rows);
      const labels = Array.from(rows, (row) => plan.labels[row]!);
      largest = Math.max(largest, (4 / rows.length ** 2) * largestEigenvalue(gram, labels));
      seen++;
    }
  }
  return largest + weightDecay > 0 ? 2 / (largest + weightDecay) : Infinity;
}

const mostBatches = 1500;

function batchGram(tf: Tf, inputs: Inputs, rows: Int32Array): Float32Array {
  const x = inputs.gather(rows);
  return compute(tf, () => {
    const batch = tf.tensor2d(x, [rows.length, inputs.size]);
    return tf.matMul(batch, batch, false, true);
  });
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

/** A trial is the run itself, or its first epochs when it has more steps than this. */
const trialSteps = 2000;
const maxHalvings = 24;

/**
 * The largest of `from`, from/2, from/4 … with which the loss stays finite, never explodes and ends below where it began; null
 * when none does. `make` builds a fresh learner for a rate.
 */
export function searchHoldingRate(
  make: (learningRate: number) => Learner,
  plan: Omit<FitPlan, 'from'>,
  from: number,
): number | null {
  const steps = Math.ceil(plan.labels.length / plan.batchSize);
  const epochs = Math.min(plan.epochs, Math.max(5, Math.ceil(trialSteps / steps)));
  for (let halving = 0; halving <= maxHalvings; halving++) {
    const rate = Number((from / 2 ** halving).toPrecision(3));
    const learner = make(rate);
    const holds = trial(learner, { ...plan, epochs });
    learner.dispose();
    if (holds) return rate;
  }
  return null;
}

/** No epoch's loss may be far above the first batch's, nor the last one's above it at all. */
function trial(learner: Learner, plan: Omit<FitPlan, 'from'>): boolean {
  let first: number | null = null;
  let last = 0;
  for (const event of fit(learner, { ...plan, from: start })) {
    if (event.type === 'diverged') return false;
    if (event.type === 'step') first ??= event.position.lossSum;
    if (event.type !== 'epoch') continue;
    last = event.loss;
    if (first !== null && event.loss > 10 * first) return false;
  }
  return first === null || last <= first;
}

import { learningRate } from './learning-rate';
import { defineOptimizer } from './optimizer';

/** Adam (Kingma and Ba 2015), with bias correction. */
export const adam = defineOptimizer({
  id: 'adam',
  label: 'Adam',
  formula: 'w ← w − η·m̂ / (√v̂ + ε)',
  help: 'Scales each step by the recent size of its gradient; needs a far smaller rate, such as 0.001.',
  params: {
    learningRate,
    beta1: {
      kind: 'number',
      label: 'β₁',
      help: 'Decay of the mean of gradients.',
      default: 0.9,
      min: 0,
      max: 0.9999,
    },
    beta2: {
      kind: 'number',
      label: 'β₂',
      help: 'Decay of the mean of squared gradients.',
      default: 0.999,
      min: 0,
      max: 0.99999,
    },
  },
  slots: 2,
  linear: false,
  sparse: () => false,
  update(weight, gradient, slots, params, step) {
    const beta1 = params.beta1!;
    const beta2 = params.beta2!;
    const [mean, square] = slots as readonly [Float32Array, Float32Array];
    const rate = (params.learningRate! * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    const floor = 1e-8 * Math.sqrt(1 - beta2 ** step);
    for (let at = 0; at < weight.length; at++) {
      const g = gradient[at]!;
      const m = beta1 * mean[at]! + (1 - beta1) * g;
      const v = beta2 * square[at]! + (1 - beta2) * g * g;
      mean[at] = m;
      square[at] = v;
      weight[at]! -= (rate * m) / (Math.sqrt(v) + floor);
    }
  },
});

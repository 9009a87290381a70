import { learningRate, weightDecay } from './learning-rate';
import { defineOptimizer } from './optimizer';

/** Stochastic gradient descent, with optional (classical) momentum and weight decay. */
export const sgd = defineOptimizer({
  id: 'sgd',
  label: 'SGD',
  formula: 'v ← μ·v + g + ω·w;  w ← w − η·v',
  help: 'Plain steps against the gradient, as the tutorial takes them.',
  params: {
    learningRate,
    momentum: {
      kind: 'number',
      label: 'Momentum',
      help: 'Share of the last step that goes on (0 for plain SGD).',
      default: 0,
      min: 0,
      max: 0.999,
    },
    weightDecay,
  },
  slots: 1,
  linear: true,
  sparse: (params) => params.momentum === 0 && params.weightDecay === 0,
  update(weight, gradient, slots, params) {
    const rate = params.learningRate!;
    const momentum = params.momentum!;
    const decay = params.weightDecay!;
    if (momentum === 0 && decay === 0) {
      for (let at = 0; at < weight.length; at++) weight[at]! -= rate * gradient[at]!;
      return;
    }
    const velocity = slots[0]!;
    for (let at = 0; at < weight.length; at++) {
      const speed = momentum * velocity[at]! + gradient[at]! + decay * weight[at]!;
      velocity[at] = speed;
      weight[at]! -= rate * speed;
    }
  },
});

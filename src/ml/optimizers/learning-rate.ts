import type { ParamSpec } from '@shared/params';

/** Step size of every optimizer. */
export const learningRate = {
  kind: 'number',
  label: 'Learning rate',
  help: 'Step size; too large a rate makes the loss explode.',
  default: 0.05,
  min: 0,
  exclusiveMin: true,
  scale: 'log',
} as const satisfies ParamSpec;

/** Shrinks weights towards 0 at every step. */
export const weightDecay = {
  kind: 'number',
  label: 'Weight decay',
  help: 'Adds this times the weight to its gradient, which keeps weights small.',
  default: 0,
  min: 0,
} as const satisfies ParamSpec;

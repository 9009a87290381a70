import { adam } from './adam';
import { sgd } from './sgd';
import type { Optimizer } from './optimizer';

/** Every optimizer, in the order in which menus show them. */
export const optimizers = [sgd, adam] as const satisfies readonly Optimizer[];
export type OptimizerId = (typeof optimizers)[number]['id'];

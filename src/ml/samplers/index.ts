import { classBalanced } from './class-balanced';
import { shuffle } from './shuffle';
import type { Sampler } from './sampler';

/** Every sampler, in the order in which menus show them. */
export const samplers = [shuffle, classBalanced] as const satisfies readonly Sampler[];
export type SamplerId = (typeof samplers)[number]['id'];

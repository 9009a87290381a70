import { contrastive } from './contrastive';
import { l2 } from './l2';
import { l2Min } from './l2-min';
import { triplet } from './triplet';
import type { Distance } from './distance';

/** Every distance that can be picked by name, in the order of the tutorial. */
export const distances = [l2, l2Min, contrastive, triplet] as const satisfies readonly Distance[];
export type DistanceId = (typeof distances)[number]['id'];

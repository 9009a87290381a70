import { symmetric } from './symmetric';
import { unit } from './unit';
import type { Normalizer } from './normalizer';

/** Every input normaliser, in the order in which menus show them. */
export const normalizers = [symmetric, unit] as const satisfies readonly Normalizer[];
export type NormalizerId = (typeof normalizers)[number]['id'];

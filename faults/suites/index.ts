import type { Suite } from './suite';
import { manyStarts } from './many-starts';
import { requests } from './requests';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [manyStarts, requests];

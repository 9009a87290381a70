import type { Suite } from './suite';
import { headerSets } from './header-sets';
import { manyStarts } from './many-starts';
import { requests } from './requests';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [manyStarts, requests, headerSets];

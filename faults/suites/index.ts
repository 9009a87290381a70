import { headerSets } from './header-sets';
import { hostKills } from './host-kills';
import { manyStarts } from './many-starts';
import { powerLoss } from './power-loss';
import { requests } from './requests';
import type { Suite } from './suite';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [manyStarts, hostKills, powerLoss, requests, headerSets];

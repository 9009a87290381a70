import { diskFull } from './disk-full';
import { failingCalls } from './failing-calls';
import { headerSets } from './header-sets';
import { hostKills } from './host-kills';
import { manyStarts } from './many-starts';
import { mutatedStores } from './mutated-stores';
import { powerLoss } from './power-loss';
import { requests } from './requests';
import { storeStates } from './store-states';
import type { Suite } from './suite';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [
  manyStarts,
  hostKills,
  powerLoss,
  failingCalls,
  storeStates,
  mutatedStores,
  diskFull,
  requests,
  headerSets,
];

import { mutatedStores } from './mutated-stores';
import { powerLoss } from './power-loss';
import { storeStates } from './store-states';
import type { Suite } from './suite';
import { diskFull } from './disk-full';
import { failingCalls } from './failing-calls';
import { hostKills } from './host-kills';
import { manyStarts } from './many-starts';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [
  manyStarts,
  hostKills,
  powerLoss,
  failingCalls,
  storeStates,
  mutatedStores,
  diskFull,
];

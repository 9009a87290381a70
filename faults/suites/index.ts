import { diskFull } from './disk-full';
import { eventStream } from './event-stream';
import { failingCalls } from './failing-calls';
import { headerSets } from './header-sets';
import { hostKills } from './host-kills';
import { hostileFiles } from './hostile-files';
import { manyStarts } from './many-starts';
import { mutatedImports } from './mutated-imports';
import { mutatedStores } from './mutated-stores';
import { portMessages } from './port-messages';
import { powerLoss } from './power-loss';
import { requests } from './requests';
import { secrets } from './secrets';
import { socketMessages } from './socket-messages';
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
  secrets,
  headerSets,
  socketMessages,
  portMessages,
  hostileFiles,
  mutatedImports,
  eventStream,
];

import type { Suite } from './suite';
import { manyStarts } from './many-starts';
import { hostKills } from './host-kills';
import { powerLoss } from './power-loss';
import { requests } from './requests';
import { headerSets } from './header-sets';
import { socketMessages } from './socket-messages';
import { portMessages } from './port-messages';
import { mutatedImports } from './mutated-imports';
import { eventStream } from './event-stream';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [
  manyStarts,
  hostKills,
  powerLoss,
  requests,
  headerSets,
  socketMessages,
  portMessages,
  mutatedImports,
  eventStream,
];

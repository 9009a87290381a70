import type { Suite } from './suite';
import { manyStarts } from './many-starts';
import { hostKills } from './host-kills';
import { powerLoss } from './power-loss';
import { requests } from './requests';
import { secrets } from './secrets';
import { headerSets } from './header-sets';
import { socketMessages } from './socket-messages';
import { portMessages } from './port-messages';
import { hostileFiles } from './hostile-files';
import { mutatedImports } from './mutated-imports';
import { eventStream } from './event-stream';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [
  manyStarts,
  hostKills,
  powerLoss,
  requests,
  secrets,
  headerSets,
  socketMessages,
  portMessages,
  hostileFiles,
  mutatedImports,
  eventStream,
];

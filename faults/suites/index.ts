import { backups } from './backups';
import { datasetChanges } from './dataset-changes';
import { diskFull } from './disk-full';
import { endings } from './endings';
import { eventStream } from './event-stream';
import { failingCalls } from './failing-calls';
import { headerSets } from './header-sets';
import { hostKills } from './host-kills';
import { hostileFiles } from './hostile-files';
import { hungTrainers } from './hung-trainers';
import { longTraining } from './long-training';
import { manyRuns } from './many-runs';
import { manyStarts } from './many-starts';
import { memoryForecasts } from './memory-forecasts';
import { migrations } from './migrations';
import { mutatedImports } from './mutated-imports';
import { mutatedBundles } from './mutated-bundles';
import { mutatedStores } from './mutated-stores';
import { portMessages } from './port-messages';
import { ports } from './ports';
import { powerLoss } from './power-loss';
import { requests } from './requests';
import { resumeExact } from './resume-exact';
import { secrets } from './secrets';
import { slowClients } from './slow-clients';
import { socketMessages } from './socket-messages';
import { storeStates } from './store-states';
import { sweepKills } from './sweep-kills';
import { trainerKills } from './trainer-kills';
import type { Suite } from './suite';

/** Every suite, in the order in which they run; of those that run side by side the longest first, so that none is left over at the end. */
export const suites: readonly Suite[] = [
  manyStarts,
  hostKills,
  failingCalls,
  migrations,
  manyRuns,
  mutatedImports,
  mutatedBundles,
  trainerKills,
  memoryForecasts,
  portMessages,
  socketMessages,
  eventStream,
  requests,
  diskFull,
  hungTrainers,
  mutatedStores,
  headerSets,
  slowClients,
  hostileFiles,
  powerLoss,
  sweepKills,
  backups,
  endings,
  resumeExact,
  storeStates,
  secrets,
  datasetChanges,
  longTraining,
  ports,
];

import { readFileSync, readdirSync, truncateSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifiedCheckpoint } from '@core/run/checkpoints';
import { attemptFolder, workspaceAt, type Workspace } from '@core/workspace';
import { resolveRunConfig } from '@ml/distances/resolve';
import type { JobEvent } from '@shared/job';
import { runRequestSchema } from '@shared/run';
import { openEngine } from '@trainer/engine';
import { attempt, stateIn, type Attempt } from '../exactness/attempt';
import { exactConfigurations, type ExactConfiguration } from '../exactness/configurations';
import { writeTrainerData } from '../exactness/data';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

type Tally = { cuts: number; exact: number; torn: number; gram: number };

/** Runs are cut at a random step, with their newest checkpoint torn, and must end as if nothing had happened: to the bit. */
export const resumeExact = defineSuite({
  id: 'resume-exact',
  title: 'every kind of training cut at a random step and resumed',
  covers: ['F10'],
  async run(context): Promise<Figure[]> {
    const engine = await openEngine('auto');
    const data = writeTrainerData(context.folder);
    const configurations = exactConfigurations();
    const tally: Tally = { cuts: 0, exact: 0, torn: 0, gram: 0 };
    for (let round = 0; round < context.times(1); round += 1) {
      for (const [at, configuration] of configurations.entries()) {
        const workspace = workspaceAt(join(context.folder, `${round}-${at}`));
        const config = resolveRunConfig(
          runRequestSchema.parse({ k: 5, seed: 100 * round + at, ...configuration.request }),
        );
        const base = { config, engine, datasetFolder: data[configuration.data] };
        await cutAndCompare(configuration, base, workspace, tally, context);
      }
    }
    const goal = configurations.length * context.times(1);
    return [
      mustBe('configurations cut and resumed', tally.cuts, goal),
      mustBe('of these bit-identical: weights, optimizer state, curves, results', tally.exact, goal),
      mustBe('torn checkpoints for which the one before was taken', tally.torn, goal),
      told('trained in Gram space; directly', `${tally.gram}; ${goal - tally.gram}`),
      told('engine', engine.engine.version),
    ];
  },
});

type Base = Pick<Attempt, 'config' | 'engine' | 'datasetFolder'>;

async function cutAndCompare(
  { name }: ExactConfiguration,
  base: Base,
  workspace: Workspace,
  tally: Tally,
  context: FaultContext,
): Promise<void> {
  const folderOf = (number: number) => attemptFolder(workspace, 'r1', number);
  const whole = await attempt({ ...base, outputFolder: folderOf(1) });
  const started = whole[0];
  if (started?.type === 'started' && started.path === 'gram') tally.gram += 1;
  const steps = stepsOf(base, whole);
  // A place to compare all state at, near the end, and a cut well before it.
  const compareAt = steps - 1 - Math.floor(context.random() * 3);
  const cut = 3 + Math.floor(context.random() * (compareAt - 4));
  const wholeHalf = await attempt({ ...base, outputFolder: folderOf(2), cancelAfter: compareAt });
  const died = await attempt({ ...base, outputFolder: folderOf(3), dieAfter: cut, savesOften: true });
  const [checkpoint, saved] = await afterTear(workspace, died, context, tally);
  const rest = compareAt - saved;
  const half = await attempt({ ...base, outputFolder: folderOf(4), checkpoint, cancelAfter: rest });
  const states = [folderOf(2), folderOf(4)].map((folder, at) =>
    stateIn(checkpointOf(folder, [wholeHalf, half][at]!)),
  );
  const again = checkpointOf(folderOf(4), half);
  const last = await attempt({ ...base, outputFolder: folderOf(5), checkpoint: again });
  const isSame = states[0] === states[1];
  context.check('weights and optimizer state are the same in the middle', isSame, name);
  const curves = curveOf([died, half, last]) === curveOf([whole]);
  context.check('the loss and the errors of every epoch are the same', curves, name);
  const results = resultsOf(last) !== null && resultsOf(last) === resultsOf(whole);
  context.check('weights, embedding and neighbours are the same at the end', results, name);
  tally.cuts += 1;
  if (isSame && curves && results) tally.exact += 1;
}

/** Tears the newest checkpoint as a cut in its writing might; gives what the host would go on from, and its step. */
async function afterTear(
  workspace: Workspace,
  events: readonly JobEvent[],
  context: FaultContext,
  tally: Tally,
): Promise<[checkpoint: string, steps: number]> {
  const rows = events
    .flatMap((event) => (event.type === 'checkpointSaved' ? [{ ...event, attempt: 3 }] : []))
    .reverse();
  const [newest, before] = rows;
  if (!newest || !before) throw new Error('There are fewer than two checkpoints to tear one of.');
  const folder = join(attemptFolder(workspace, 'r1', 3), newest.folder);
  const files = readdirSync(folder);
  const file = join(folder, files[Math.floor(context.random() * files.length)]!);
  truncateSync(file, Math.floor(context.random() * readFileSync(file).length));
  const staging = join(attemptFolder(workspace, 'r1', 3), 'staging-checkpoint-9-9');
  mkdirSync(staging);
  writeFileSync(join(staging, 'half.f32'), 'xx');
  const taken = await verifiedCheckpoint(workspace, 'r1', rows);
  const isBefore = taken?.endsWith(`/${before.folder}`) === true;
  context.check('a torn checkpoint is passed over for the one before', isBefore, taken ?? 'none');
  if (isBefore) tally.torn += 1;
  if (taken === null) throw new Error('There is no checkpoint to go on from.');
  const { steps } = JSON.parse(readFileSync(join(taken, 'manifest.json'), 'utf8')) as { steps: number };
  return [taken, steps];
}

function checkpointOf(outputFolder: string, events: readonly JobEvent[]): string {
  const saved = events.findLast((event) => event.type === 'checkpointSaved');
  if (saved?.type !== 'checkpointSaved') throw new Error('There is no checkpoint at the place to compare.');
  return join(outputFolder, saved.folder);
}

/** Steps of the whole run: those of an epoch are in the checkpoint of one that was cancelled late. */
function stepsOf({ config }: Base, events: readonly JobEvent[]): number {
  const last = events.at(-1);
  if (last?.type !== 'finished') throw new Error(`The whole run ended as ${JSON.stringify(last)}.`);
  return Math.floor(trainRows / config.params.batchSize!) * config.params.epochs!;
}

const trainRows = 28;

/** What epochs told, the last word on each: what a run has done again replaces what it had done. */
function curveOf(attempts: readonly (readonly JobEvent[])[]): string {
  const epochs = new Map<number, unknown>();
  for (const event of attempts.flat())
    if (event.type === 'epochFinished')
      epochs.set(event.epoch, [event.loss, event.activeShare, event.scores]);
  return JSON.stringify([...epochs].sort(([a], [b]) => a - b));
}

function resultsOf(events: readonly JobEvent[]): string | null {
  const last = events.at(-1);
  return last?.type === 'finished' ? JSON.stringify([last.artefacts, last.scores, last.facts]) : null;
}

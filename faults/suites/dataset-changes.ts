import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { ended, openBench, resultsOf, type TrainingBench } from '../training';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const request = {
  dataset: 'tiny',
  distance: 'contrastive',
  k: 3,
  engine: 'cpu' as const,
  params: { epochs: 12, batchSize: 6, embeddingSize: 4 },
};

/** What becomes of a file while nobody looks. `chmod` is left out: root reads everything. */
const damages: Record<string, (file: string) => void> = {
  deleted: (file) => rmSync(file),
  'cut short': (file) => truncateSync(file, statSync(file).size - 1),
  'replaced, size and time kept': replaceUnseen,
  'a folder': (file) => void (rmSync(file), mkdirSync(file)),
  'a link to itself': (file) => void (rmSync(file), symlinkSync(basename(file), file)),
  'a pipe': (file) => void (rmSync(file), execFileSync('mkfifo', [file])),
};

/** Files of a stored dataset vanish or change before a run and during it. */
export const datasetChanges = defineSuite({
  id: 'dataset-changes',
  title: 'files of a dataset vanish or change before and during a run',
  covers: ['F15'],
  async run(context): Promise<Figure[]> {
    const home = join(context.folder, 'home');
    const bench = await openBench({ home, program: context.program });
    const tally = { refused: 0, unharmed: 0, words: '' };
    try {
      const { hash } = await bench.client.datasets.get({ name: 'tiny' });
      const folder = join(home, 'datasets', hash);
      const whole = join(context.folder, 'whole');
      cpSync(folder, whole, { recursive: true });
      const mend = () => {
        rmSync(folder, { recursive: true });
        cpSync(whole, folder, { recursive: true });
      };
      const reference = await train(bench);
      for (const [name, damage] of Object.entries(damages)) {
        for (const file of files) {
          const change = { what: `${file} ${name}`, file, damage: () => damage(join(folder, file)), mend };
          await changeBefore(bench, change, reference, tally, context);
          await changeDuring(bench, change, reference, tally, context);
        }
      }
    } finally {
      await bench.close();
    }
    const cases = Object.keys(damages).length * files.length;
    return [
      mustBe('changes before a run that it refused, and mended went on', tally.refused, cases),
      mustBe('changes during a run that left its results as they were', tally.unharmed, cases),
      told('the words', tally.words.replace(/\/\S*\//, '…/')),
    ];
  },
});

const files = ['manifest.json', 'labels.i32', 'images.u8'];

type Change = { what: string; file: string; damage: () => void; mend: () => void };
type Tally = { refused: number; unharmed: number; words: string };

async function changeBefore(
  bench: TrainingBench,
  { what, file, damage, mend }: Change,
  reference: string,
  tally: Tally,
  context: FaultContext,
): Promise<void> {
  const { client } = bench;
  damage();
  const { id } = await client.runs.start(request);
  const { status, error } = await ended(client, id);
  tally.words = error?.message ?? '';
  const isTold =
    error?.code === 'storage' &&
    tally.words.startsWith('1 of the 3 files of the dataset cannot be used: ') &&
    tally.words.includes(file);
  context.check(
    'a run on it is interrupted, saying how many files, which and what is wrong',
    status === 'interrupted' && isTold,
    `${what}: ${status}, ${tally.words}`,
  );
  mend();
  await client.runs.resume({ id });
  await ended(client, id);
  const isExact = (await resultsOf(client, id)).text === reference;
  context.check('with the file put back the run goes on to the same bits', isExact, what);
  if (status === 'interrupted' && isTold && isExact) tally.refused += 1;
}

async function changeDuring(
  bench: TrainingBench,
  { what, damage, mend }: Change,
  reference: string,
  tally: Tally,
  context: FaultContext,
): Promise<void> {
  const isUnharmed = (await train(bench, damage)) === reference;
  context.check('a run under way is not changed by it', isUnharmed, what);
  if (isUnharmed) tally.unharmed += 1;
  mend();
}

/** Trains one run, doing something after its first epoch; gives its results. */
async function train({ client }: TrainingBench, afterFirst = () => {}): Promise<string> {
  const { id } = await client.runs.start(request);
  for await (const event of await client.runs.watch({ id }))
    if (event.type === 'epochFinished' && event.epoch === 1) afterFirst();
  return (await resultsOf(client, id)).text;
}

function replaceUnseen(file: string): void {
  const { atime, mtime } = statSync(file);
  const bytes = readFileSync(file);
  bytes[bytes.length - 2]! ^= 1;
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
  utimesSync(file, atime, mtime);
}

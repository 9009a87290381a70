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
import { ended, openBench, resultsOf } from '../training';
import { defineSuite, mustBe, told, type Figure } from './suite';

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
    const { client, close } = await openBench({ home, program: context.program });
    let [refused, unharmed] = [0, 0];
    let words = '';
    try {
      const { hash } = await client.datasets.get({ name: 'tiny' });
      const folder = join(home, 'datasets', hash);
      cpSync(folder, join(context.folder, 'whole'), { recursive: true });
      const mend = () => {
        rmSync(folder, { recursive: true });
        cpSync(join(context.folder, 'whole'), folder, { recursive: true });
      };
      const first = await client.runs.start(request);
      await ended(client, first.id);
      const reference = (await resultsOf(client, first.id)).text;
      for (const [name, damage] of Object.entries(damages)) {
        for (const file of ['images.u8', 'labels.i32', 'manifest.json']) {
          const what = `${file} ${name}`;
          damage(join(folder, file));
          const { id } = await client.runs.start(request);
          const { status, error } = await ended(client, id);
          words = error?.message ?? '';
          const isTold =
            error?.code === 'storage' &&
            words.startsWith('1 of the 3 files of the dataset cannot be used: ') &&
            words.includes(file);
          context.check(
            'a run on it fails, saying how many files, which and what is wrong',
            status === 'failed' && isTold,
            `${what}: ${status}, ${words}`,
          );
          mend();
          await client.runs.resume({ id });
          await ended(client, id);
          const isExact = (await resultsOf(client, id)).text === reference;
          context.check('with the file put back the run goes on to the same bits', isExact, what);
          if (status === 'failed' && isTold && isExact) refused += 1;
          const during = await client.runs.start(request);
          for await (const event of await client.runs.watch({ id: during.id }))
            if (event.type === 'epochFinished' && event.epoch === 1) damage(join(folder, file));
          const isUnharmed = (await resultsOf(client, during.id)).text === reference;
          context.check('a run under way is not changed by it', isUnharmed, what);
          if (isUnharmed) unharmed += 1;
          mend();
        }
      }
    } finally {
      await close();
    }
    const cases = Object.keys(damages).length * 3;
    return [
      mustBe('changes before a run that it refused, and mended went on', refused, cases),
      mustBe('changes during a run that left its results as they were', unharmed, cases),
      told('the words', words.replace(/\/\S*\//, '…/')),
    ];
  },
});

function replaceUnseen(file: string): void {
  const { atime, mtime } = statSync(file);
  const bytes = readFileSync(file);
  bytes[bytes.length - 2]! ^= 1;
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
  utimesSync(file, atime, mtime);
}

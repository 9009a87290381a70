import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runImportJob } from '@core/import/run-importer';
import { forkChildren } from '@main/fork-child';
import { importOptionsSchema } from '@shared/dataset';
import { toErrorBody, WorkbenchError } from '@shared/errors';
import { hashTree } from '../imports/hash-tree';
import { hostileFiles as files } from '../imports/hostile-files';
import { defineSuite, mustBe, type Figure } from './suite';

/** Files made to do harm, each through a real importer process: refused in the words that fit, or read without harm. */
export const hostileFiles = defineSuite({
  id: 'hostile-files',
  title: 'archives, images and arrays that were made to do harm',
  covers: ['E9', 'E10', 'E11', 'E12'],
  async run(context): Promise<Figure[]> {
    const place = join(context.folder, 'files');
    mkdirSync(place);
    writeFileSync(join(context.folder, 'precious.txt'), 'precious');
    const work = join(context.folder, 'staging');
    const before = hashTree(context.folder, [place, work]);
    const spawnChild = forkChildren(pathToFileURL(`${resolve('out/main')}/`));
    let expected = 0;
    for (const [what, name, bytes, outcome] of files) {
      const path = join(place, name);
      writeFileSync(path, bytes);
      const end = await importOf(path, name, work, spawnChild);
      const isExpected = outcome === 'sound' ? end === 'sound' : end !== 'sound' && outcome.test(end);
      if (isExpected) expected += 1;
      context.check('each file ends as it must', isExpected, `${what}: ${end}`);
      rmSync(path);
    }
    context.check('nothing was written outside staging', hashTree(context.folder, [place, work]) === before);
    return [mustBe('hostile files that ended as they must', expected, files.length)];
  },
});

async function importOf(
  path: string,
  name: string,
  workFolder: string,
  spawnChild: ReturnType<typeof forkChildren>,
): Promise<string> {
  const options = importOptionsSchema.parse({ name: 'x', size: [4, 4] });
  const signal = new AbortController().signal;
  try {
    await runImportJob(
      { type: 'import', path, name, options, workFolder },
      { spawnChild, signal, progress: () => {} },
    );
    return 'sound';
  } catch (error) {
    const { code, message } = toErrorBody(error);
    return error instanceof WorkbenchError && code === 'bad-input' ? message : `untyped: ${code}`;
  }
}

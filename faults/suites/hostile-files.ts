import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runImportJob } from '@core/import/run-importer';
import { forkChildren } from '@main/fork-child';
import { importOptionsSchema } from '@shared/dataset';
import { toErrorBody, WorkbenchError } from '@shared/errors';
import { hashTree } from '../imports/hash-tree';
import { hostileFiles as files } from '../imports/hostile-files';
import { startLineChild } from '../line-child';
import { noStrace } from '../strace/available';
import { createdPaths, creatingCalls } from '../strace/created-paths';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

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
    const strays = noStrace() === null ? await straysOf(place, work, context) : null;
    return [
      mustBe('hostile files that ended as they must', expected, files.length),
      strays === null
        ? told('system calls that change anything outside staging', 'not looked at: there is no strace')
        : mustBe('system calls that change anything outside staging', strays, 0),
    ];
  },
});

/** The same files once more, in an importer whose every call that makes or changes something is recorded. */
async function straysOf(place: string, work: string, context: FaultContext): Promise<number> {
  const trace = join(context.folder, 'trace');
  const before = ['strace', '-f', '--seccomp-bpf', '-s', '4096', '-o', trace, '-e', `trace=${creatingCalls}`];
  const importer = startLineChild(context.program('many-imports'), [], { before });
  for (const [what, name, bytes] of files) {
    const path = join(place, name);
    writeFileSync(path, bytes);
    const options = importOptionsSchema.parse({ name: 'x', size: [4, 4] });
    importer.send({ type: 'import', path, name, options, skip: [], careful: false, workFolder: work });
    context.check('the recorded importer lives', (await importer.next()) !== null, what);
    rmSync(path);
  }
  importer.kill();
  await importer.ended;
  const made = createdPaths(trace);
  const inside = made.filter((path) => path === work || path.startsWith(`${work}/`));
  const strays = made.filter((path) => !inside.includes(path) && !devices.test(path));
  context.check('the recording holds what is made in staging', inside.length > 100, String(inside.length));
  context.check(
    'no system call changes anything outside staging',
    strays.length === 0,
    strays.slice(0, 5).join(', '),
  );
  return strays.length;
}

const devices = /^\/dev\/(null|tty|urandom)$|^\/proc\/self\//;

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

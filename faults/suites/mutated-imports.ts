import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importOptionsSchema } from '@shared/dataset';
import { hashTree } from '../imports/hash-tree';
import { inMemoryFolder } from '../imports/memory-folder';
import { startImportWorker, type ImportWorker } from '../imports/import-worker';
import { mutate } from '../imports/mutate';
import { samples, type Sample } from '../imports/samples';
import { atMost, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const perFormat = 10_000;
const workers = 3;

/** Good files of every format with a few bytes changed: a typed error or sound data, never a crash, a hang or a stray file. */
export const mutatedImports = defineSuite({
  id: 'mutated-imports',
  title: 'mutated files of every import format',
  covers: ['E9', 'E10', 'E11', 'E12'],
  alone: true,
  run: (context) => inMemoryFolder(context.folder, (base) => mutateAll(context, base)),
});

type Tally = { inputs: number; codes: Map<string, number>; peakMiB: number };

async function mutateAll(context: FaultContext, base: string): Promise<Figure[]> {
  const all = samples();
  const tallies = new Map<string, Tally>();
  const tasks = all.map((sample, at) => {
    const { format } = sample;
    const ofFormat = all.filter((other) => other.format === format).length;
    const tally = tallies.get(format) ?? { inputs: 0, codes: new Map<string, number>(), peakMiB: 0 };
    tallies.set(format, tally);
    const times = Math.ceil(context.times(perFormat) / ofFormat);
    return { sample, tally, times, place: join(base, String(at)) };
  });
  for (const { sample, place } of tasks) lay(sample, place);
  const changing = tasks.flatMap(({ sample, place }) => [
    join(place, 'files', sample.victim),
    join(place, 'work'),
  ]);
  const before = hashTree(base, changing);
  const work = async () => {
    const worker = startImportWorker(context.program('many-imports'));
    for (let task = tasks.shift(); task; task = tasks.shift()) await mutateOne(context, worker, task);
    await worker.stop();
  };
  await Promise.all(Array.from({ length: workers }, work));
  context.check('nothing changed but the staging folders', hashTree(base, changing) === before);
  return [...tallies].flatMap(([format, tally]) => figuresOf(format, tally));
}

type Task = { sample: Sample; tally: Tally; times: number; place: string };

async function mutateOne(
  context: FaultContext,
  worker: ImportWorker,
  { sample, tally, times, place }: Task,
): Promise<void> {
  const good = sample.files[sample.victim] ?? new Uint8Array();
  const victim = join(place, 'files', sample.victim);
  const job = jobFor(sample, place);
  for (let at = 0; at <= times; at++) {
    // The first one is good, so that it is known to be read at all.
    const bytes = at === 0 ? good : mutate(good, context.random);
    writeFileSync(victim, bytes);
    const { code, message, peakMiB } = await worker.run(job);
    if (at === 0)
      context.check(
        'the files that are mutated are good ones',
        code === 'done',
        `${sample.victim}: ${message}`,
      );
    const isTyped = code === 'bad-input' || code === 'storage' || (code === 'done' && message === '');
    const detail = () => `${sample.victim}: ${code} ${message} of ${bytes.toString('base64').slice(0, 4000)}`;
    context.check('every end is sound data or a typed error', isTyped, isTyped ? '' : detail());
    tally.inputs += at === 0 ? 0 : 1;
    tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
    tally.peakMiB = Math.max(tally.peakMiB, peakMiB);
  }
  writeFileSync(victim, good);
}

function jobFor({ point, format }: Sample, place: string): object {
  const path = join(place, 'files', point);
  const options = importOptionsSchema.parse({ name: 'x', format, size: [4, 4] });
  return {
    type: 'import',
    path,
    name: point || 'data',
    options,
    skip: [],
    careful: false,
    workFolder: join(place, 'work'),
  };
}

/** Puts a sample into a folder, beside things that nobody may touch. */
function lay({ files }: Sample, place: string): void {
  for (const [path, bytes] of Object.entries({
    ...files,
    '../outside/precious.txt': Buffer.from('precious'),
  })) {
    const file = join(place, 'files', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

function figuresOf(format: string, { inputs, codes, peakMiB }: Tally): Figure[] {
  const of = (code: string) => codes.get(code) ?? 0;
  return [
    told(
      `${format}: mutated inputs`,
      `${inputs.toLocaleString('en')}: ${of('bad-input')} refused, ${of('done')} sound`,
    ),
    mustBe(`${format}: crashes, hangs of 2 s, untyped errors`, of('crash') + of('hang') + of('untyped'), 0),
    atMost(`${format}: peak memory`, peakMiB, 512, ' MiB'),
  ];
}

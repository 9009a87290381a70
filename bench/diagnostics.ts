import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JobEvent } from '@shared/job';
import { runRequestSchema } from '@shared/run';
import { forkChildren } from '@main/fork-child';
import { resolveRunConfig } from '@ml/distances/resolve';
import { builtInPresets } from '@ml/presets';
import { diagnosticsData } from './diagnostics-data';
import { loadWords, machineWords, ourVersions } from './machine';
import { median } from './median';
import type { BenchOptions } from './options';
import { writeSection } from './section';

/** What one fit took, in milliseconds: steps, scores before the last, and everything from the job to its result. */
type Fit = { startMs: number; trainMs: number; scoreMs: number; totalMs: number; scored: number };

/** The presets that are measured, and their short names. */
const fits: readonly (readonly [name: string, preset: string])[] = [
  ['l2-min', 'Same-class minimisation, tutorial'],
  ['contrastive', 'Contrastive, tutorial'],
  ['triplet', 'Triplet (MLP), tutorial'],
  ['strong margin', 'Triplet, strong margin'],
  ['linear triplet', 'Triplet, linear map'],
  ['quick look', 'Triplet, a quick look'],
  ['Adam', 'Contrastive, Adam'],
];

/** Runs each preset in fresh trainer processes, as the product starts them, and tells what scores add to the training. */
export async function measureDiagnostics(
  trainer: string,
  folder: string,
  options: BenchOptions,
): Promise<void> {
  const before = loadWords();
  const lines: string[] = [];
  const datasets = await diagnosticsData(folder);
  const run = fitsOf(trainer, folder);
  for (const dataset of datasets) await run(dataset.folder, {}); // Warms the system's file cache.
  for (const [name, preset] of fits) {
    const { settings } = builtInPresets.find((one) => one.name === preset)!;
    for (const dataset of datasets) {
      const found: Fit[] = [];
      for (let round = 0; round < options.rounds; round++) found.push(await run(dataset.folder, settings));
      lines.push(lineOf(`${name}, ${dataset.name}`, found));
      console.error(lines.at(-1));
    }
  }
  const conditions =
    `Machine: ${machineWords()}; ${ourVersions()}. Load average ${before} before, ${loadWords()} after. ` +
    `Medians of ${options.rounds} fresh trainer processes.`;
  const heads = [
    'fit',
    'process to first epoch',
    'training',
    'preparation and result',
    'scores before the last',
    'on top of training',
    'on top of the fit',
  ];
  const table = [cells(heads), cells(heads.map(() => '---')), ...lines].join('\n');
  console.log(`${conditions}\n\n${table}`);
  if (options.markdown) writeSection(options.markdown, 'diagnostics', `${conditions}\n\n${table}`);
}

function lineOf(name: string, found: readonly Fit[]): string {
  const of = (value: (fit: Fit) => number) => median(found.map(value));
  const percent = (value: (fit: Fit) => number) => `${Math.round(100 * of(value))} %`;
  return cells([
    name,
    `${of(({ startMs }) => startMs).toFixed(0)} ms`,
    `${of(({ trainMs }) => trainMs).toFixed(0)} ms`,
    `${of(({ totalMs, trainMs, scoreMs }) => totalMs - trainMs - scoreMs).toFixed(0)} ms`,
    `${of(({ scoreMs }) => scoreMs).toFixed(0)} ms, ${found[0]!.scored - 1} times`,
    percent(({ trainMs, scoreMs }) => scoreMs / trainMs),
    percent(({ totalMs, scoreMs }) => scoreMs / (totalMs - scoreMs)),
  ]);
}

function cells(row: readonly string[]): string {
  return `| ${row.join(' | ')} |`;
}

/** A function that runs one fit in a process of its own. */
function fitsOf(trainer: string, folder: string) {
  const spawn = forkChildren(new URL('.', `file://${trainer}`));
  let runs = 0;
  return (datasetFolder: string, settings: object): Promise<Fit> => {
    const runId = `fit-${runs++}`;
    const outputFolder = join(folder, runId);
    mkdirSync(outputFolder);
    const config = resolveRunConfig(
      runRequestSchema.parse({
        distance: 'l2',
        ...settings,
        dataset: 'x',
        seed: runs,
        k: 5,
        engine: 'native',
      }),
    );
    const job = {
      ...{ runId, firstSeq: 0, config, datasetFolder, outputFolder },
      ...{ checkpoint: null, checkpointEveryMs: 30_000 },
    };
    const began = performance.now();
    const child = spawn('trainer');
    const seen = { startMs: 0, scored: 0 };
    return new Promise((resolve, reject) => {
      child.onExit(() => reject(new Error(`The trainer ended before ${runId} did.`)));
      child.onMessage((message) => {
        const event = message as JobEvent | { type: 'ready' };
        if (event.type === 'ready') child.send({ type: 'run', job });
        if (!('seq' in event)) return;
        child.send({ type: 'acknowledge', runId, seq: event.seq });
        if (event.type === 'epochFinished') {
          if (seen.startMs === 0) seen.startMs = performance.now() - began;
          if (event.scores) seen.scored += 1;
        }
        if (event.type === 'failed' || event.type === 'diverged') reject(new Error(event.message));
        if (event.type !== 'finished') return;
        const { trainMs, totalMs, diagnosticsMs = NaN } = event.timing;
        resolve({ ...seen, trainMs, totalMs, scoreMs: diagnosticsMs });
        child.send({ type: 'shutdown' });
      });
    });
  };
}

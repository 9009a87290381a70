import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Child, Clock, SpawnChild } from '@core/ports';
import { clientOf, openWorkbench, type WorkbenchClient, type WorkbenchOptions } from '@core/workbench';
import { forkChildren } from '@main/fork-child';
import { writeTinySource } from './tiny-source';
import { importAs } from './sessions/session';

/** A workbench inside this process whose trainers are real processes that faults can be injected into. */
export type TrainingBench = {
  client: WorkbenchClient;
  /** The trainer started last; null before the first. */
  trainer(): Child | null;
  close(): Promise<void>;
};

/** What a bench may be told. */
export type BenchOptions = Pick<WorkbenchOptions, 'times' | 'concurrency' | 'startQueue'> & {
  home: string;
  program: (name: string) => string;
  clock?: Clock;
};

/** Small enough a heap that filling it takes a moment only. */
const smallHeap = ['--max-old-space-size=96'];

/** Opens a workbench over trainers that know the faults of `faults/programs/trainer.ts`; `home` holds the dataset `tiny`. */
export async function openBench({ home, program, ...options }: BenchOptions): Promise<TrainingBench> {
  const folder = join(home, '..', 'children');
  mkdirSync(folder, { recursive: true });
  const importing = (name: string) => `import ${JSON.stringify(pathToFileURL(name).href)};\n`;
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'trainer.js'), importing(program('trainer')));
  writeFileSync(join(folder, 'importer.js'), importing(join(process.cwd(), 'out/main/importer.js')));
  const fork = forkChildren(pathToFileURL(`${folder}/`), process.env, smallHeap);
  let last: Child | null = null;
  const spawn: SpawnChild = (entry) => {
    const child = fork(entry);
    if (entry === 'trainer') last = child;
    return child;
  };
  const workbench = await openWorkbench({
    home,
    version: '0',
    spawn,
    startQueue: false,
    allowPath: () => true,
    door: 'cli',
    systemInfo: { shells: [] },
    ...options,
  });
  const client = clientOf(workbench);
  const { datasets } = await client.datasets.list();
  if (datasets.length === 0) {
    const source = writeTinySource(join(home, '..', 'source'));
    await importAs({ client, source, tell: () => undefined, seed: 0, home }, 'tiny');
  }
  return { client, trainer: () => last, close: () => workbench.close() };
}

/** A run's results that must not depend on what happened to its trainers: SHA-256 of its files, and its curves but that of times. */
export async function resultsOf(client: WorkbenchClient, id: string) {
  const { artefacts, curves: measured, scores, status } = await client.runs.get({ id });
  const { epochMs: _, ...curves } = measured;
  const sums = artefacts.map(({ name, sha256 }) => `${name} ${sha256}`).sort();
  return { status, text: JSON.stringify({ sums, curves, scores }) };
}

/** Resolves with the run once it is neither queued nor running. */
export async function ended(client: WorkbenchClient, id: string) {
  for await (const _ of await client.runs.watch({ id, afterSeq: -1 }));
  return client.runs.get({ id });
}

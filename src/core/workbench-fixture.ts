import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetManifest, DatasetSummary } from '@shared/dataset';
import { openStore } from './open-store';
import { systemClock, type Child, type SpawnChild } from './ports';
import { trainerScript } from './training/scripted-trainer-fixture';
import { datasetsTable } from './store/datasets-table';
import { openWorkbench, type WorkbenchOptions } from './workbench';
import { workspaceAt } from './workspace';

/** How a scripted trainer behaves; everything may be changed between runs. */
export type Behaviour = {
  /** Epoch after which it kills itself, once its checkpoint is stored. */
  dieAfter?: number;
  /** Epoch after which it waits for a cancel, and whether it answers one. */
  waitAfter?: number;
  ignoresCancel?: boolean;
  /** Sends each epoch's event twice. */
  repeats?: boolean;
  /** Leaves out the number of the second epoch's event. */
  skips?: boolean;
  /** Sends something that is no event after the first epoch. */
  babbles?: boolean;
  /** Damages the checkpoint of this epoch. */
  spoils?: number;
  /** Announces a wrong SHA-256 of its results. */
  lies?: boolean;
  /** Version of the engine it says it has. */
  engineVersion?: string;
  /** In stacks of this fold: after the first fit waits for a cancel; kills itself (until this file is there); or fails at once. */
  stopInFold?: number;
  dieInFold?: number;
  diesUntil?: string;
  failInFold?: number;
  /** Tells no looks, as earlier versions did. */
  blind?: boolean;
};

/** A temporary home folder; `remove` deletes it. */
export function temporaryHome(): { home: string; remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'workbench-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** Starts real processes that speak the trainer's protocol as `behaviour` says at the time. */
export function scriptedTrainers(home: string, behaviour: Behaviour): { spawn: SpawnChild; pids: number[] } {
  const file = join(home, 'scripted-trainer.mjs');
  const pids: number[] = [];
  const spawn = (): Child => {
    writeFileSync(file, trainerScript);
    const child = fork(file, [JSON.stringify(behaviour)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    if (child.pid !== undefined) pids.push(child.pid);
    return {
      pid: child.pid,
      stderr: child.stderr,
      send: (message) => void (child.connected && child.send(message as object, () => {})),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('close', (code, signal) => listener({ code, signal })),
      kill: () => void child.kill('SIGKILL'),
    };
  };
  return { spawn, pids };
}

/** Opens a workbench over scripted trainers. */
export function openFixture(home: string, spawn: SpawnChild, more: Partial<WorkbenchOptions> = {}) {
  return openWorkbench({
    home,
    version: '0.0.0',
    spawn,
    startQueue: true,
    allowPath: () => true,
    door: 'cli',
    systemInfo: { shells: [] },
    ...more,
  });
}

/** Stores a dataset of square grey images, its classes in turn, under the name `tiny`. */
export async function storeTinyDataset(
  home: string,
  splits = { train: 40, validation: 12, test: 0 },
  side = 2,
): Promise<DatasetSummary> {
  const classNames = ['ant', 'bee', 'cat'];
  const examples = splits.train + splits.validation + splits.test;
  const images = Buffer.from(Array.from({ length: examples * side * side }, (_, at) => (at * 37) % 256));
  const labels = Buffer.alloc(examples * 4);
  for (let row = 0; row < examples; row++) labels.writeInt32LE(row % 3, row * 4);
  const sha256 = { images: sha(images), labels: sha(labels) };
  const shape: DatasetManifest['shape'] = [side, side, 1];
  const manifest: DatasetManifest = {
    format: 'metric-workbench-dataset-1',
    shape,
    classNames,
    splits,
    groups: null,
    sha256,
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const hash = sha(bytes);
  const opened = await openStore(
    workspaceAt(home),
    { pid: process.pid, door: 'cli', url: null },
    systemClock,
  );
  const folder = join(home, 'datasets', hash);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'images.u8'), images);
  writeFileSync(join(folder, 'labels.i32'), labels);
  writeFileSync(join(folder, 'manifest.json'), bytes);
  const classes = classNames.map((name, label) => ({ name, count: Math.ceil((examples - label) / 3) }));
  const summary: DatasetSummary = {
    name: 'tiny',
    examples,
    classes,
    shape,
    splits,
    hash,
    format: 'idx',
    source: 'tiny',
    importedAt: '2026-01-01T00:00:00.000Z',
    bytes: images.length + labels.length,
    warnings: [],
  };
  datasetsTable(opened.store.connection).insert(summary);
  opened.close();
  return summary;
}

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

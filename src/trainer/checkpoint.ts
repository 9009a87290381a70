import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { artefactSchema } from '@shared/run';
import type { Position } from '@ml/fit';
import type { Weights } from '@ml/tensors';
import { readArray, sha256, syncFolder, writeArray, writeSynced } from './arrays';

/** All that a run needs to go on bit for bit: its order and chance follow from seed and position. */
export type Checkpoint = { position: Position; steps: number; arrays: Weights; trainMs: number };

const manifestSchema = z.object({
  format: z.literal('metric-workbench-checkpoint-1'),
  position: z.object({
    epoch: z.number().int(),
    step: z.number().int(),
    lossSum: z.number(),
    active: z.number(),
    possible: z.number(),
    satisfied: z.number().default(0),
  }),
  steps: z.number().int(),
  trainMs: z.number(),
  arrays: z.array(artefactSchema),
});

/** Writes a checkpoint folder: staged, synced, then renamed, so that a folder of that name is always whole. */
export function saveCheckpoint(
  outputFolder: string,
  checkpoint: Checkpoint,
): { folder: string; sha256: string } {
  const { position, steps, trainMs } = checkpoint;
  const folder = `checkpoint-${position.epoch}-${position.step}`;
  const staging = join(outputFolder, `staging-${folder}`);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  const arrays = Object.entries(checkpoint.arrays).map(([name, values]) =>
    writeArray(staging, name, values, [values.length]),
  );
  const manifest = { format: 'metric-workbench-checkpoint-1', position, steps, trainMs, arrays };
  const bytes = Buffer.from(JSON.stringify(manifest));
  writeSynced(join(staging, 'manifest.json'), bytes);
  syncFolder(staging);
  rmSync(join(outputFolder, folder), { recursive: true, force: true });
  renameSync(staging, join(outputFolder, folder));
  syncFolder(outputFolder);
  return { folder, sha256: sha256(bytes) };
}

/** Reads a checkpoint folder; throws when any of its files is not the one that was written. */
export function loadCheckpoint(folder: string): Checkpoint {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const arrays = Object.fromEntries(manifest.arrays.map((entry) => [entry.name, readArray(folder, entry)]));
  return { position: manifest.position, steps: manifest.steps, trainMs: manifest.trainMs, arrays };
}

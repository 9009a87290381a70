import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '@shared/job';
import type { Artefact } from '@shared/run';
import { thinned } from '@shared/thinned';
import { writeArray } from './arrays';

/** What the embeddings of one run's epochs may take on the disk, together. */
const budgetBytes = 64 * 2 ** 20;
const mostFiles = 200;

/**
 * The scored epochs whose embedding is kept: all before the last (which is the run's result), or as many of them as the budget holds,
 * spread evenly. It follows from the sizes alone, so a resumed run keeps the same ones.
 */
export function keptEpochs(
  isScored: (epoch: number) => boolean,
  epochs: number,
  floats: number,
): ReadonlySet<number> {
  const scored = Array.from({ length: Math.max(0, epochs - 1) }, (_, before) => before + 1).filter(isScored);
  const most = Math.min(mostFiles, Math.floor(budgetBytes / (4 * floats)));
  return new Set(most < 2 ? scored.slice(0, most) : thinned(scored, most));
}

/** Writes the embedding after an epoch, [examples, size]. A file under its own name is whole; the disk is not waited for. */
export function saveEpochEmbedding(job: Job, epoch: number, z: Float32Array, size: number): Artefact {
  const folder = join(job.outputFolder, 'embeddings');
  mkdirSync(folder, { recursive: true });
  const saved = writeArray(folder, `epoch-${epoch}`, z, [z.length / size, size], writeByRename);
  return { ...saved, file: `embeddings/${saved.file}` };
}

function writeByRename(path: string, bytes: Uint8Array): void {
  writeFileSync(`${path}.part`, bytes);
  renameSync(`${path}.part`, path);
}

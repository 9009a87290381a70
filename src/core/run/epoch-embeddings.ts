import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import { artefactSchema, type Artefact } from '@shared/run';
import type { ArrayRows } from './array-reader';
import { standing } from './diagnostics';
import { runIdOf } from '../ids';
import { staysInside } from './run-files';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';
import { attemptFolder, type Workspace } from '../workspace';

/** The embedding files that a run's trainer announced and that still count, by epoch. */
export function keptEmbeddings(store: Store, run: RunRow): { epoch: number; file: Artefact }[] {
  return standing(store.events.diagnoses(run.id)).flatMap(({ epoch, embedding }) => {
    const file = artefactSchema.safeParse(embedding === null ? null : JSON.parse(embedding));
    return file.success ? [{ epoch, file: file.data }] : [];
  });
}

/** The embedding [examples, size] after an epoch, in memory; throws `not-found` for an epoch that was not kept, `storage` for a lost file. */
export async function readEpochEmbedding(
  { store, workspace }: { store: Store; workspace: Workspace },
  run: RunRow,
  epoch: number,
): Promise<ArrayRows<Float32Array>> {
  const kept = keptEmbeddings(store, run);
  const file = kept.find((one) => one.epoch === epoch)?.file;
  if (!file)
    throw notKept(
      run,
      epoch,
      kept.map((one) => one.epoch),
    );
  for (let attempt = run.attempt; attempt > 0; attempt--) {
    const bytes = await wholeFile(attemptFolder(workspace, runIdOf(run.id), attempt), file);
    if (bytes) return inMemory(new Float32Array(Uint8Array.from(bytes).buffer), file.shape);
  }
  throw new WorkbenchError(
    'storage',
    `The embedding of run ${runIdOf(run.id)} after epoch ${epoch} is missing or damaged.`,
    'Choose another epoch, or repeat the run.',
  );
}

function notKept(run: RunRow, epoch: number, epochs: readonly number[]): WorkbenchError {
  return new WorkbenchError(
    'not-found',
    `Run ${runIdOf(run.id)} has kept no embedding of epoch ${epoch}.`,
    keptWords(epochs, run.status === 'finished' ? run.epoch : null),
  );
}

/** What a run has kept: "It has kept epochs 1, 2, 5, and the final one, 12." */
export function keptWords(epochs: readonly number[], final: number | null): string {
  const last = final === null ? '' : `the final one${final > 0 ? `, ${final}` : ''}`;
  const others = epochs.filter((epoch) => epoch !== final);
  const shown = others.length > 12 ? [...others.slice(0, 11), '…', others.at(-1)] : others;
  const listed = `${others.length === 1 ? 'epoch' : 'epochs'} ${shown.join(', ')}`;
  if (others.length === 0) return last ? `It has kept only ${last}.` : 'It has kept none.';
  return `It has kept ${listed}${last && `, and ${last}`}.`;
}

/** Null when it is not the file that was announced. */
async function wholeFile(folder: string, { file, bytes: size, sha256 }: Artefact): Promise<Buffer | null> {
  if (!staysInside(file)) return null;
  const bytes = await readFile(join(folder, file)).catch(() => null);
  if (bytes?.length !== size) return null;
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
}

function inMemory(values: Float32Array, [rows = 0, columns = 0]: readonly number[]): ArrayRows<Float32Array> {
  return {
    rows,
    columns,
    read: (first, count) => Promise.resolve(values.subarray(first * columns, (first + count) * columns)),
  };
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { epochDiagnosisSchema, type EpochDiagnosis, type RunDiagnostics } from '@shared/diagnostics';
import { artefactSchema, type Artefact } from '@shared/run';
import { mostDiagnosedEpochs, thinned } from '@shared/thinned';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import { noSuchRun, runIdOf, runRowOf } from '../ids';
import { staysInside } from './run-files';
import type { DiagnosisMark } from '../store/events-table';
import type { Store } from '../store/store';
import { attemptFolder, type Workspace } from '../workspace';

/** Gives what a run's trainer told of its embedding, epoch by epoch; throws `not-found` for an unknown run. */
export type DiagnosticsHandler = (request: {
  id: string;
  /** Only epochs after this one. */
  afterEpoch?: number | undefined;
}) => Promise<RunDiagnostics>;

type Diagnosed = EpochDiagnosis & { file: Artefact | null };
type Placed = { epoch: number; xy: number[] };

/** Makes the handler of `runs.diagnostics`. */
export function diagnosticsHandler(
  store: Store,
  workspace: Workspace,
  datasets: DatasetRowsReader,
): DiagnosticsHandler {
  return async ({ id, afterEpoch = 0 }) => {
    const run = store.runs.byRow(runRowOf(id));
    if (!run) throw noSuchRun(id);
    const marks = standing(store.events.diagnoses(run.id)).filter(({ epoch }) => epoch > afterEpoch);
    const diagnosed = thinned(marks, mostDiagnosedEpochs).flatMap(({ seq }) =>
      parsed(store.events.after(run.id, seq - 1, 1)[0]),
    );
    const folders = Array.from({ length: run.attempt }, (_, before) =>
      attemptFolder(workspace, runIdOf(run.id), run.attempt - before),
    );
    const placed = await Promise.all(diagnosed.map((each) => placedBy(each, folders)));
    const labels = await datasets.read(run.dataset_hash).then(
      (dataset) => dataset.labels,
      () => new Int32Array(0),
    );
    return {
      epochs: diagnosed.map(({ file: _, ...diagnosis }) => diagnosis),
      positions: positionsOf(
        placed.filter((each) => each !== null),
        labels,
      ),
    };
  };
}

/** The diagnoses that count, by epoch: a resumed run forgets those after the epoch it went on from. */
export function standing(marks: readonly DiagnosisMark[]): DiagnosisMark[] {
  let kept: DiagnosisMark[] = [];
  for (const mark of marks) {
    const from = mark.type === 'started' ? mark.epoch : mark.epoch - 1;
    if (kept.length > 0 && kept.at(-1)!.epoch > from) kept = kept.filter(({ epoch }) => epoch <= from);
    if (mark.type === 'epochDiagnosed') kept.push(mark);
  }
  return kept;
}

/** Nothing for an event that an older version wrote otherwise. */
function parsed(event: unknown): Diagnosed[] {
  const diagnosis = epochDiagnosisSchema.safeParse(event);
  if (!diagnosis.success) return [];
  const file = artefactSchema.safeParse((event as { positions?: unknown }).positions);
  return [{ ...diagnosis.data, file: file.data ?? null }];
}

/** The positions of an epoch from the newest attempt that has them as they were announced; null when none has. */
async function placedBy({ epoch, file }: Diagnosed, folders: readonly string[]): Promise<Placed | null> {
  if (!file || !staysInside(file.file)) return null;
  for (const folder of folders) {
    const bytes = await readFile(join(folder, file.file)).catch(() => null);
    if (bytes?.length !== file.bytes || bytes.length % 8 !== 0) continue;
    if (createHash('sha256').update(bytes).digest('hex') === file.sha256)
      return { epoch, xy: rounded(bytes) };
  }
  return null;
}

/** Four digits of the largest are finer than any screen. */
function rounded(bytes: Buffer): number[] {
  const values = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at));
  const finite = values.map((value) => (Number.isFinite(value) ? value : 0));
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest > 0 ? 10 ** (3 - Math.floor(Math.log10(largest))) : 1;
  return finite.map((value) => Math.round(value * scale) / scale);
}

/** Epochs of which the same rows were placed; none when the dataset is gone. */
function positionsOf(placed: readonly Placed[], labels: Int32Array): RunDiagnostics['positions'] {
  const count = (placed.at(-1)?.xy.length ?? 0) / 2;
  if (labels.length < count) return { rows: [], labels: [], epochs: [] };
  const rows = Array.from({ length: count }, (_, at) => Math.floor((at * labels.length) / count));
  return {
    rows,
    labels: rows.map((row) => labels[row] ?? 0),
    epochs: placed.filter(({ xy }) => xy.length === 2 * count),
  };
}

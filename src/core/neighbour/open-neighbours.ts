import { join } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import type { NeighbourEpochs, SearchSpace } from '@shared/neighbours';
import type { RunConfig } from '@shared/run';
import { computedNeighbours } from './computed-neighbours';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import { keptEmbeddings, keptWords, readEpochEmbedding } from '../run/epoch-embeddings';
import { doesNotFit, openFinishedRun, pixelRows } from '../run/finished-run';
import { noSuchRun, runIdOf, runRowOf } from '../ids';
import { leavingOneOut, type NeighbourSource } from './neighbour-source';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';
import type { Workspace } from '../workspace';

/** As many as a finished run keeps of every query, one more for the query itself. */
const keptNeighbours = 100;
/** Computed sources that stay in memory; an embedding takes up to 64 MiB. */
const keptSources = 6;

/** What neighbours are read with. */
export type NeighbourParts = { store: Store; workspace: Workspace; datasets: DatasetRowsReader };

/** Opens the neighbours of a run in a space; throws `bad-input`, `not-found`, `storage`, or `conflict` before it has finished. */
export type OpenNeighbours = (runId: string, space: SearchSpace) => Promise<NeighbourSource>;

/** Makes {@link OpenNeighbours}; the last few sources that had to be searched stay in memory. */
export function neighbourOpener(parts: NeighbourParts): OpenNeighbours {
  const kept = new Map<string, Promise<NeighbourSource>>();
  const keep = (key: string, open: () => Promise<NeighbourSource>): Promise<NeighbourSource> => {
    const source = kept.get(key) ?? open();
    kept.delete(key);
    kept.set(key, source);
    source.catch(() => kept.delete(key));
    const oldest = kept.keys().next().value;
    if (kept.size > keptSources && oldest !== undefined) kept.delete(oldest);
    return source;
  };
  return async (runId, { epoch, pixels, leaveOneOut }) => {
    if (epoch !== undefined && pixels) throw bothSpaces();
    const { store, workspace, datasets } = parts;
    const open = (): Promise<NeighbourSource> => {
      const run = rowOf(store, runId);
      if (epoch === undefined && !pixels) {
        refuseUnfinished(store, run);
        return openFinishedRun(store, workspace, datasets, runId);
      }
      if (pixels) return openPixels(parts, run, keep);
      if (run.status === 'finished' && run.epoch === epoch) {
        return openFinishedRun(store, workspace, datasets, runId);
      }
      return keep(`r${run.id} ${run.attempt} epoch ${epoch}`, () => openEpoch(parts, run, epoch ?? 0));
    };
    const source = await open();
    return leaveOneOut ? leavingOneOut(source) : source;
  };
}

/** Tells which epochs of a run have neighbours; throws `not-found`. */
export type EpochsHandler = (request: { runId: string }) => NeighbourEpochs;

/** Makes the handler of `neighbours.epochs`. */
export function neighbourEpochs(store: Store): EpochsHandler {
  return ({ runId }) => {
    const run = rowOf(store, runId);
    const final = run.status === 'finished' && run.epoch > 0 ? run.epoch : null;
    const epochs = keptEmbeddings(store, run).map(({ epoch }) => epoch);
    return { epochs: final === null || epochs.includes(final) ? epochs : [...epochs, final], final };
  };
}

/** A run without results that has kept epochs on the way says which. */
function refuseUnfinished(store: Store, run: RunRow): void {
  const epochs = run.status === 'finished' ? [] : keptEmbeddings(store, run).map(({ epoch }) => epoch);
  if (epochs.length === 0) return;
  throw new WorkbenchError(
    'conflict',
    `Run ${runIdOf(run.id)} is ${run.status}: it has no final neighbours yet.`,
    `${keptWords(epochs, null)} Ask for one of these.`,
  );
}

async function openEpoch(parts: NeighbourParts, run: RunRow, epoch: number): Promise<NeighbourSource> {
  const { config, dataset, columns } = await basis(parts, run);
  const embedding = await readEpochEmbedding(parts, run, epoch);
  if (embedding.rows !== dataset.labels.length) throw doesNotFit(runIdOf(run.id));
  return {
    id: runIdOf(run.id),
    key: `r${run.id} ${run.attempt} epoch ${epoch}`,
    config,
    dataset,
    neighboursOf: computedNeighbours(dataset, embedding, columns),
  };
}

/** A finished run of plain L2 on the same data has them already. */
async function openPixels(
  parts: NeighbourParts,
  run: RunRow,
  keep: (key: string, open: () => Promise<NeighbourSource>) => Promise<NeighbourSource>,
): Promise<NeighbourSource> {
  const { store, workspace, datasets } = parts;
  const { config, dataset, columns } = await basis(parts, run);
  const plain = store.runs.plainOn(run.dataset_hash, config.normalizer);
  const found =
    plain === undefined ? null : await openFinishedRun(store, workspace, datasets, runIdOf(plain));
  const own = { id: runIdOf(run.id), config, dataset };
  if (found) return { ...found, ...own };
  const key = `pixels ${run.dataset_hash} ${config.normalizer} ${columns}`;
  const file = join(workspace.datasetsFolder, run.dataset_hash, 'images.u8');
  const source = await keep(key, () =>
    Promise.resolve({
      ...own,
      key,
      neighboursOf: computedNeighbours(dataset, pixelRows(file, dataset.manifest, config), columns),
    }),
  );
  return { ...source, ...own };
}

async function basis({ datasets }: NeighbourParts, run: RunRow) {
  const config = JSON.parse(run.config) as RunConfig;
  const dataset = await datasets.read(run.dataset_hash);
  return { config, dataset, columns: Math.max(config.k, keptNeighbours) + 1 };
}

function rowOf(store: Store, id: string): RunRow {
  const run = store.runs.byRow(runRowOf(id));
  if (!run) throw noSuchRun(id);
  return run;
}

function bothSpaces(): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    'An epoch and the pixels cannot be searched together.',
    'Give one of epoch and pixels.',
  );
}

import { testsAgainst } from '@ml/compare/against-baseline';
import { settingRows } from '@ml/compare/settings';
import type { ComparedRun, compareRequestSchema, Comparison } from '@shared/compare';
import { WorkbenchError } from '@shared/errors';
import { mostPredictions } from '@shared/most-compared';
import type { RunDetail, SplitScores } from '@shared/run';
import type { z } from 'zod';
import { rangeOf, type DatasetRows, type DatasetRowsReader } from '../dataset/dataset-rows';
import { EveryKTables, predictedAt, type EveryKVotes } from '../neighbour/every-k-votes';
import { openFinishedRun } from './finished-run';
import { runIdOf, runRowOf } from '../ids';
import { notLive } from './run-list-json';
import { detailOf } from './run-summary';
import type { Store } from '../store/store';
import type { Workspace } from '../workspace';

type Request = z.output<typeof compareRequestSchema>;

/** Lays runs side by side from what is stored of them; throws `bad-input` for ids that repeat and a k nobody keeps. */
export type CompareHandler = (request: Request) => Promise<Comparison>;

/** What the comparison reads. */
export type CompareParts = {
  store: Store;
  rows: DatasetRowsReader;
  workspace: Workspace;
};

/** A run that is there, with its votes or why they cannot be counted. */
type Read = { id: string; detail: RunDetail | null; votes: EveryKVotes | null; problem: string | null };

/** Makes the handler of `runs.compare`. */
export function compareHandler(parts: CompareParts): CompareHandler {
  const tables = new EveryKTables();
  return async (request) => {
    const { ids, baseline } = checkedIds(request);
    const asked = { ...request, ids, baseline };
    const details = ids.map((id) => detailIn(parts.store, id));
    const base = details[ids.indexOf(baseline)] ?? null;
    const reads = await Promise.all(
      details.map((detail, at) => readRun(parts, tables, asked, ids[at] ?? '', detail, base)),
    );
    const dataset = base ? await parts.rows.read(base.datasetHash).catch(() => null) : null;
    return comparisonOf(asked, reads, dataset, base?.datasetHash ?? null);
  };
}

/** Ids as the store writes them, in their order; the first is the baseline when none is named. */
function checkedIds({ ids: asked, baseline }: Request): { ids: string[]; baseline: string } {
  const ids = asked.map(canonical);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    throw new WorkbenchError('bad-input', `Run ${twice} is named twice.`, 'Name each run once.');
  const base = baseline === undefined ? (ids[0] ?? '') : canonical(baseline);
  if (ids.includes(base)) return { ids, baseline: base };
  throw new WorkbenchError(
    'bad-input',
    `The baseline ${base} is not among the runs compared.`,
    `Choose one of: ${ids.join(', ')}.`,
  );
}

function canonical(id: string): string {
  const digits = /^r?0*(\d{1,12})$/.exec(id)?.[1];
  return digits === undefined ? id : runIdOf(Number(digits));
}

/** Null for a run that was removed or never was. */
function detailIn(store: Store, id: string): RunDetail | null {
  const row = /^r\d{1,12}$/.test(id) ? store.runs.byRow(runRowOf(id)) : undefined;
  if (!row || row.removed_at !== null) return null;
  return detailOf(store, row, notLive, { name: '', classNames: [], present: true });
}

async function readRun(
  { store, workspace, rows }: CompareParts,
  tables: EveryKTables,
  { split, k, baseline }: Request & { baseline: string },
  id: string,
  detail: RunDetail | null,
  base: RunDetail | null,
): Promise<Read> {
  const without = (problem: string): Read => ({ id, detail, votes: null, problem });
  if (!detail) return without(`There is no run ${id}, or it was removed.`);
  if (detail.status !== 'finished') return without(`${id} has not finished: it is ${detail.status}.`);
  if (base && detail.datasetHash !== base.datasetHash)
    return without(`${id} saw other data than ${baseline}, so their images cannot be laid side by side.`);
  try {
    const votes = await tables.of(await openFinishedRun(store, workspace, rows, id), split);
    if (!votes) return without(`The data of ${id} has no ${split} images.`);
    if (k === undefined || k <= votes.maxK) return { id, detail, votes, problem: null };
    return without(
      `${id} keeps only the ${votes.maxK} nearest of each image, so k = ${k} cannot be counted.`,
    );
  } catch (error) {
    if (error instanceof WorkbenchError) return without(await problemOf(error, detail, rows));
    throw error;
  }
}

/** Why the votes of a finished run cannot be counted: mostly because it came from elsewhere, without its images. */
async function problemOf(
  { message }: WorkbenchError,
  { id, config, datasetHash }: RunDetail,
  rows: DatasetRowsReader,
): Promise<string> {
  const code = await rows.read(datasetHash).then(
    () => null,
    (error: unknown) => (error instanceof WorkbenchError ? error.code : null),
  );
  if (code !== 'not-found') return message.includes(id) ? message : `${id}: ${message}`;
  return (
    `The images of ${id} (“${config.dataset}”) are not here. Its votes are counted when a dataset with SHA-256 ` +
    `${datasetHash} is imported: the same files, with the same options, under any name.`
  );
}

function comparisonOf(
  { baseline, split, k: askedK, withPredictions }: Request & { baseline: string },
  reads: readonly Read[],
  dataset: DatasetRows | null,
  datasetHash: string | null,
): Comparison {
  const { first: firstRow, count } = dataset ? rangeOf(dataset.manifest, split) : { first: 0, count: 0 };
  const k = askedK ?? null;
  const truth = dataset?.labels.subarray(firstRow, firstRow + count) ?? new Int32Array();
  const counted = reads.map((read) => ({
    ...read,
    predicted: read.votes && read.detail ? predictedAt(read.votes, k ?? ownK(read.votes, read.detail)) : null,
  }));
  const voted = counted.flatMap(({ id, predicted }) => (predicted ? [{ id, predicted }] : []));
  const base = voted.find(({ id }) => id === baseline);
  const depths = reads.flatMap(({ votes }) => votes?.maxK ?? []);
  const given = withPredictions && truth.length * voted.length <= mostPredictions;
  return {
    baseline,
    split,
    k,
    maxK: depths.length === 0 ? 0 : Math.min(...depths),
    queries: { count, firstRow, truth: given ? [...truth] : null },
    datasetHash,
    classNames: dataset?.manifest.classNames ?? [],
    runs: counted.map(({ predicted, ...read }) => comparedRun(read, k, predicted, truth, given)),
    tests: base
      ? testsAgainst(
          base.predicted,
          voted.filter(({ id }) => id !== baseline),
          truth,
        )
      : [],
    settings: settingRows(reads.map(({ detail }) => detail)),
  };
}

function comparedRun(
  { id, detail, votes, problem }: Read,
  asked: number | null,
  predicted: Int32Array | null,
  truth: Int32Array,
  given: boolean,
): ComparedRun {
  const scores = detail?.scores ?? null;
  const k = asked ?? (detail && (votes ? ownK(votes, detail) : detail.config.k));
  const at = (split: SplitScores | null | undefined) =>
    split ? (split.errorByK[String(k)] ?? (k === detail?.config.k ? split.error : null)) : null;
  const retrieval = detail?.facts?.retrieval?.scores ?? null;
  return {
    id,
    name: detail?.name ?? id,
    status: detail?.status ?? null,
    problem,
    datasetHash: detail?.datasetHash ?? null,
    k,
    error: {
      train: at(scores?.train),
      trainLeaveOneOut: at(scores?.trainLeaveOneOut),
      validation: at(scores?.validation),
      test: at(scores?.test),
    },
    retrieval: {
      precisionAt1: retrieval?.precisionAt1 ?? null,
      rPrecision: retrieval?.rPrecision ?? null,
      meanAveragePrecisionAtR: retrieval?.meanAveragePrecisionAtR ?? null,
      recallAtK: retrieval?.recallAtK ?? {},
    },
    wrong: predicted && predicted.reduce((sum, label, query) => sum + Number(label !== truth[query]), 0),
    predicted: predicted && given ? [...predicted] : null,
  };
}

function ownK({ maxK }: EveryKVotes, { config }: RunDetail): number {
  return Math.min(config.k, maxK);
}

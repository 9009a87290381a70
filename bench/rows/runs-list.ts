import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { notLive, runsAsJson } from '@core/run/run-list-json';
import { summaryOf } from '@core/run/run-summary';
import { openForWriting } from '@core/store/database';
import { storeOn, type Store } from '@core/store/store';
import type { Workspace } from '@core/workspace';
import { runSummarySchema, type RunSummary } from '@shared/run';
import { hasWords, searchTextOf, wordsOf } from '@shared/run-search';
import { writeManyRuns } from '../many-runs';
import { quantileWords } from '../quantiles';
import { defineRow, type RowResult, type Side } from './row';

const runs = 10_000;

/**
 * The list of ten thousand runs, from the store to objects on the other side of a wire. The peer is the plain way: each
 * row made into an object, checked, and written as JSON.
 */
export const runsList = defineRow({
  name: 'runs-list',
  toReach: null,
  needsPeers: false,
  async measure({ options }) {
    const home = await mkdtemp(join(tmpdir(), 'many-runs-'));
    try {
      const metricRows = options.quick ? 50_000 : 5_000_000;
      const made = performance.now();
      const workspace = await writeManyRuns(home, runs, metricRows);
      const madeMs = performance.now() - made;
      return await measure(workspace, metricRows, madeMs, options.quick ? 5 : 40);
    } finally {
      if (existsSync(home)) await rm(home, { recursive: true });
    }
  },
});

async function measure(
  workspace: Workspace,
  rows: number,
  madeMs: number,
  rounds: number,
): Promise<RowResult> {
  const began = performance.now();
  const connection = await openForWriting(workspace, new Date(0));
  const store = storeOn(connection);
  const first = packed(store);
  const startMs = performance.now() - began;
  const known = new Map<RunSummary, string>();
  const found: RunSummary[] = JSON.parse(first) as RunSummary[];
  const times = { query: [], host: [], ours: [], peer: [], curve: [], search: [] } as Record<
    string,
    number[]
  >;
  for (let round = 0; round < rounds; round++) {
    timed(times['query']!, () => store.runs.list());
    timed(times['host']!, () => packed(store));
    timed(times['ours']!, () => received(JSON.stringify({ json: packed(store) })));
    timed(times['peer']!, () => JSON.parse(plainly(store)) as unknown);
    timed(times['curve']!, () => store.metrics.curves(1 + ((round * 997) % runs)));
    timed(times['search']!, () => search(found, known, `week ${round % 40}`));
  }
  connection.close();
  const side = (ms: number[]): Side => ({ ms, firstAddsMs: null, peakMb: process.memoryUsage().rss / 1e6 });
  return {
    ours: side(times['ours']!),
    peer: side(times['peer']!),
    what: `list of ${runs} runs beside ${rows} rows of metrics, store to objects; peer: rows parsed, checked by zod, sent as JSON`,
    notes: [
      `store made in ${(madeMs / 1000).toFixed(1)} s`,
      `open and first list ${startMs.toFixed(0)} ms`,
      ...Object.entries(times).map(([name, ms]) => `${name} ${quantileWords(ms)}`),
    ],
  };
}

const packed = (store: Store): string => runsAsJson(store.runs.list(), () => notLive);
const received = (wire: string): unknown => JSON.parse((JSON.parse(wire) as { json: string }).json);
const checked = z.array(runSummarySchema);
const plainly = (store: Store): string =>
  JSON.stringify({ runs: checked.parse(store.runs.list().map((row) => summaryOf(row, notLive))) });

function search(all: readonly RunSummary[], known: Map<RunSummary, string>, text: string): RunSummary[] {
  const words = wordsOf(text);
  return all.filter((run) => {
    const inRun = known.get(run) ?? searchTextOf(run);
    known.set(run, inRun);
    return hasWords(inRun, words);
  });
}

function timed(into: number[], work: () => unknown): void {
  const began = performance.now();
  work();
  into.push(performance.now() - began);
}

import { writeManyRuns } from './many-runs';

/** `node scripts/run-ts.js bench/make-store.ts FOLDER RUNS METRIC_ROWS`: a store to look at the page with. */
export async function main([home, runs, metricRows]: string[]): Promise<number> {
  if (!home || !(Number(runs) > 0)) {
    console.error('Usage: node scripts/run-ts.js bench/make-store.ts FOLDER RUNS METRIC_ROWS');
    return 2;
  }
  await writeManyRuns(home, Number(runs), Number(metricRows ?? 0));
  return 0;
}

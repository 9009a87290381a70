import type { SweepLooks } from '@shared/sweep-look';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import { looksOf, type PlanOutline } from './sweep-plan';
import type { Store } from '../store/store';
import type { SweepDbRow } from '../store/sweeps-table';

/** Everything kept about what a sweep's fits look like, with the classes of the images that are mentioned. */
export async function sweepLooks(
  { store, rows }: { store: Store; rows: DatasetRowsReader },
  sweep: SweepDbRow,
): Promise<SweepLooks> {
  const outline = JSON.parse(sweep.plan) as PlanOutline;
  const there = store.sweepLooks.ofSweep(sweep.id, looksOf(outline));
  const fits = there.flatMap(({ ordinal, look }) =>
    look ? [{ ...look, fit: ordinal, values: outline.fits[ordinal] ?? {} }] : [],
  );
  // Without the dataset's files there are no images to name; the distances can still be shown.
  const dataset = await rows.read(sweep.dataset_hash).catch(() => null);
  const mentioned = new Set(fits.flatMap(({ queries, neighbours }) => [...queries, ...neighbours]));
  return {
    fits,
    missing: there.length - fits.length,
    tooMany: looksOf(outline) === 0,
    classNames: dataset?.manifest.classNames ?? [],
    classOf: Object.fromEntries([...mentioned].map((row) => [row, dataset?.labels[row] ?? 0])),
  };
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Store } from '../store/store';
import { storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { workspaceAt } from '../workspace';
import { createExportSource } from './export-source';
import { runFixture } from './run-detail-fixture';

test('labels stand with the sizes of the splits; neither is there without the dataset', async () => {
  const { home, remove } = temporaryHome();
  onTestFinished(remove);
  const { hash } = await storeTinyDataset(home, { train: 9, validation: 4, test: 2 });
  // Arrays lie in folders alone; nothing is asked of a store.
  const parts = { store: {} as Store, workspace: workspaceAt(home), version: '0.0.0' };
  const source = createExportSource(parts, runFixture({ datasetHash: hash }), 'epochs');
  const labels = Int32Array.from({ length: 15 }, (_, row) => row % 3);
  expect(await source.arrays()).toEqual([
    { name: 'labels', shape: [15], data: labels },
    { name: 'splits', shape: [3], data: Int32Array.of(9, 4, 2) },
  ]);
  rmSync(join(home, 'datasets', hash), { recursive: true });
  expect(await source.arrays()).toEqual([]);
});

test.each([
  ['diverged', 'Export it as json or csv, or train it again with a smaller learning rate.'],
  ['cancelled', 'Export it as json or csv, or resume it and let it finish.'],
  ['running', 'Export it as json or csv, or wait until it has finished.'],
] as const)('a run that is %s has no arrays, and says what can be done', async (status, hint) => {
  const parts = { store: {} as Store, workspace: workspaceAt('/nowhere'), version: '0.0.0' };
  const source = createExportSource(parts, runFixture({ status }), 'epochs');
  await expect(source.arrays()).rejects.toMatchObject({ code: 'bad-input', hint });
});

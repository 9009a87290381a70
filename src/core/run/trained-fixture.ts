import type { RunDetail } from '@shared/run';
import { openFixture, scriptedTrainers, storeTinyDataset } from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

/** Images of each split of the dataset `tiny` of `openTrained`, and which of all is the first of each. */
export const splits = { train: 40, validation: 30, test: 9 };
export const firstOf: Record<keyof typeof splits, number> = { train: 0, validation: 40, test: 70 };
export const classNames = ['ant', 'bee', 'cat'];

/** A workbench in `home` with one finished run, r1, of the triplet distance with k = 5 on the dataset `tiny`. */
export async function openTrained(
  home: string,
): Promise<{ workbench: Workbench; client: WorkbenchClient; run: RunDetail }> {
  await storeTinyDataset(home, splits);
  const workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
  const client = clientOf(workbench);
  await client.runs.start({ dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 1 } });
  for await (const event of await client.runs.watch({ id: 'r1' })) void event;
  return { workbench, client, run: await client.runs.get({ id: 'r1' }) };
}

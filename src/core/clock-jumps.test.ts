import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Clock } from './ports';
import { clientOf, type Workbench } from './workbench';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from './workbench-fixture';

const hour = 3_600_000;
const jumps = [24 * hour, -24 * hour, hour, -hour, -24 * hour];

let home: string;
let remove: () => void;
let workbench: Workbench;

/** Wall time jumps by a day or an hour at every look; the monotonic one goes on as ever. */
function jumpingClock(): Clock {
  let wall = Date.parse('2026-03-29T01:59:59.000Z');
  let looks = 0;
  return {
    now: () => new Date((wall += jumps[looks++ % jumps.length]!)),
    monotonicMs: () => performance.now(),
  };
}

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  await storeTinyDataset(home);
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn, { clock: jumpingClock() });
});
afterEach(async () => {
  await workbench.close();
  remove();
});

it('trains, orders and estimates as ever while the wall clock jumps', async () => {
  const client = clientOf(workbench);
  const changes = await client.system.watch();
  const ids: string[] = [];
  for (let run = 0; run < 6; run++) {
    const { id } = await client.runs.start({
      dataset: 'tiny',
      distance: 'contrastive',
      k: 3,
      params: { epochs: 6 },
    });
    ids.push(id);
  }
  const seen: string[] = [];
  for await (const event of changes) {
    if (event.type !== 'runChanged') continue;
    const { id, status, progress } = event.run;
    expect(progress.timeLeftMs ?? 0).toBeGreaterThanOrEqual(0);
    expect(progress.silentMs).toBeUndefined();
    if (status === 'finished') seen.push(id);
    if (new Set(seen).size === ids.length) break;
  }
  expect([...new Set(seen)]).toEqual(ids);
  const { runs } = await client.runs.list();
  expect(runs.map(({ id }) => id)).toEqual([...ids].reverse());
  for (const { startedAt, finishedAt } of runs) expect([startedAt, finishedAt]).not.toContain(null);
  for (const id of ids) {
    const seqs: number[] = [];
    for await (const { seq } of await client.runs.watch({ id })) seqs.push(seq);
    expect(seqs).toEqual(seqs.map((_, at) => at));
  }
});

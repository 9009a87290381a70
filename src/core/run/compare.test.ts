import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holm } from '@ml/statistics/holm';
import { mcnemar } from '@ml/statistics/mcnemar';
import type { RunDetail } from '@shared/run';
import {
  type Behaviour,
  openFixture,
  scriptedTrainers,
  storeTinyDataset,
  temporaryHome,
} from '../workbench-fixture';
import { openTrained } from './trained-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

const { home, remove } = temporaryHome();
const splits = { train: 40, validation: 30, test: 9 };
const firstOf = { train: 0, validation: 40, test: 70 };
const ids = ['r1', 'r2', 'r3'];
let workbench: Workbench;
let client: WorkbenchClient;
let details: RunDetail[];
const behaviour: Behaviour = {};

beforeAll(async () => {
  await storeTinyDataset(home, splits);
  workbench = await openFixture(home, scriptedTrainers(home, behaviour).spawn);
  client = clientOf(workbench);
  for (const [seed, id] of ids.entries()) {
    const params = { epochs: 1, margin: seed === 0 ? 0.2 : 0.5 };
    await client.runs.start({ dataset: 'tiny', distance: 'triplet', k: 5 + seed, seed, params });
    for await (const event of await client.runs.watch({ id })) void event;
  }
  details = await Promise.all(ids.map((id) => client.runs.get({ id })));
});
afterAll(async () => {
  await workbench.close();
  remove();
});

type Split = keyof typeof splits;

/**
 * What a query is taken for, counted in the simplest way from the file (the class of a row is row mod 3). A training image has
 * no vote in its own class.
 */
function predictedBy(id: string, split: Split, query: number, k: number): number {
  const artefact = details[ids.indexOf(id)]?.artefacts.find(
    ({ name }) => name === `neighbours.${split}.indices`,
  );
  const bytes = readFileSync(join(home, 'runs', id, artefact?.file ?? ''));
  const all = Array.from({ length: 20 }, (_, place) => bytes.readInt32LE(4 * (query * 20 + place)));
  const own = split === 'train' ? all.indexOf(query) : -1;
  const rows = all.filter((_, place) => place !== own).slice(0, k);
  const votes = [0, 1, 2].map((label) => rows.filter((row) => row % 3 === label).length);
  return votes.indexOf(Math.max(...votes));
}

describe('runs.compare', () => {
  it('counts votes and tests them as a naive reading of the files does', async () => {
    const asked = fc.record({
      split: fc.constantFrom<Split>('train', 'validation', 'test'),
      k: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      baseline: fc.constantFrom(...ids),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ split, k: askedK, baseline }) => {
        const maxK = split === 'train' ? 19 : 20;
        const k = askedK && Math.min(askedK, maxK);
        const comparison = await client.runs.compare({ ids, split, k, baseline, withPredictions: true });
        const truth = Array.from({ length: splits[split] }, (_, query) => (firstOf[split] + query) % 3);
        const predicted = ids.map((id, at) =>
          truth.map((_, query) => predictedBy(id, split, query, k ?? 5 + at)),
        );
        const wrong = predicted.map((all) => all.map((label, query) => label !== truth[query]));
        expect(comparison).toMatchObject({
          baseline,
          maxK,
          queries: { count: truth.length, firstRow: firstOf[split], truth },
        });
        expect(comparison.runs.map((run) => run.predicted)).toEqual(predicted);
        expect(comparison.runs.map((run) => run.wrong)).toEqual(
          wrong.map((all) => all.filter(Boolean).length),
        );
        const others = ids.filter((id) => id !== baseline);
        const naive = others.map((id) => mcnemar(wrong[ids.indexOf(baseline)]!, wrong[ids.indexOf(id)]!));
        const adjusted = holm(naive.map(({ pValue }) => pValue));
        expect(comparison.tests).toEqual(
          others.map((id, at) => ({
            id,
            fixed: naive[at]!.onlyFirstWrong,
            broken: naive[at]!.onlySecondWrong,
            bothRight: truth.filter(
              (_, q) => !wrong[ids.indexOf(baseline)]![q] && !wrong[ids.indexOf(id)]![q],
            ).length,
            bothWrong: truth.filter((_, q) => wrong[ids.indexOf(baseline)]![q] && wrong[ids.indexOf(id)]![q])
              .length,
            method: naive[at]!.method,
            pValue: naive[at]!.pValue,
            adjustedPValue: adjusted[at],
          })),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('gives the errors at the k asked for, and every setting with whether it differs', async () => {
    const { runs, settings } = await client.runs.compare({ ids: ['r1', 'r2'], k: 7 });
    expect(runs.map(({ k, error }) => [k, error.validation, error.test])).toEqual([
      [7, 0.07, null],
      [7, 0.07, null],
    ]);
    const differing = settings.filter(({ differs }) => differs).map(({ key, values }) => [key, ...values]);
    expect(differing).toEqual([
      ['margin', 0.2, 0.5],
      ['k', 5, 6],
      ['seed', 0, 1],
    ]);
    expect(settings.find(({ key }) => key === 'datasetHash')).toMatchObject({
      differs: false,
      isProvenance: true,
    });
  });

  it('leaves predictions out unless they are asked for', async () => {
    const { runs, queries } = await client.runs.compare({ ids });
    expect([queries.truth, ...runs.map(({ predicted }) => predicted)]).toEqual([null, null, null, null]);
  });
});

describe('runs that cannot be compared', () => {
  it('say why, and the others are compared all the same', async () => {
    behaviour.waitAfter = 1;
    await client.runs.start({ dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 2 } });
    await client.runs.cancel({ id: 'r4' });
    for await (const event of await client.runs.watch({ id: 'r4' })) void event;
    await client.runs.remove({ id: 'r3' });
    const { runs, tests } = await client.runs.compare({ ids: ['2', 'r1', 'r3', 'r4', 'nonsense'] });
    expect(runs.map(({ id, status, problem }) => [id, status, problem])).toEqual([
      ['r2', 'finished', null],
      ['r1', 'finished', null],
      ['r3', null, 'There is no run r3, or it was removed.'],
      ['r4', 'cancelled', 'r4 has not finished: it is cancelled.'],
      ['nonsense', null, 'There is no run nonsense, or it was removed.'],
    ]);
    expect(tests.map(({ id }) => id)).toEqual(['r1']);
    await client.runs.restore({ id: 'r3' });
  });

  it('are told of a k that is not kept', async () => {
    const { runs, tests } = await client.runs.compare({ ids: ['r1', 'r2'], k: 21 });
    expect(tests).toEqual([]);
    expect(runs[1]?.problem).toBe('r2 keeps only the 20 nearest of each image, so k = 21 cannot be counted.');
  });

  it('are refused when they repeat, or the baseline is another', async () => {
    await expect(client.runs.compare({ ids: ['r1', '1'] })).rejects.toThrow('Run r1 is named twice.');
    await expect(client.runs.compare({ ids: ['r1', 'r2'], baseline: 'r3' })).rejects.toThrow(
      'The baseline r3 is not among the runs compared.',
    );
    await expect(
      client.runs.compare({ ids: Array.from({ length: 9 }, (_, at) => `r${at}`) }),
    ).rejects.toThrow();
  });

  it('are told which data they lack, without a path of this machine', async () => {
    const elsewhere = temporaryHome();
    const trained = await openTrained(elsewhere.home);
    await trained.client.runs.start({ dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 1 } });
    for await (const event of await trained.client.runs.watch({ id: 'r2' })) void event;
    await trained.workbench.close();
    rmSync(join(elsewhere.home, 'datasets', trained.run.datasetHash), { recursive: true });
    const bare = await openFixture(elsewhere.home, scriptedTrainers(elsewhere.home, {}).spawn);
    const { runs, tests } = await clientOf(bare).runs.compare({ ids: ['r1', 'r2'] });
    const refused = clientOf(bare).neighbours.list({ runId: 'r1' });
    await expect(refused).rejects.toThrow(`No dataset with SHA-256 ${trained.run.datasetHash} is here.`);
    await bare.close();
    elsewhere.remove();
    expect(tests).toEqual([]);
    expect(runs.map(({ error }) => error.validation)).toEqual([0.05, 0.05]);
    expect(runs.map(({ problem }) => problem)).toEqual(
      ['r1', 'r2'].map(
        (id) =>
          `The images of ${id} (“tiny”) are not here. Its votes are counted when a dataset with SHA-256 ` +
          `${trained.run.datasetHash} is imported: the same files, with the same options, under any name.`,
      ),
    );
  });
});

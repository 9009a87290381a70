import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDetail } from '@shared/run';
import { classNames, firstOf, openTrained, splits } from '../run/trained-fixture';
import { temporaryHome } from '../workbench-fixture';
import type { Workbench, WorkbenchClient } from '../workbench';

const { home, remove } = temporaryHome();
let workbench: Workbench;
let client: WorkbenchClient;
let run: RunDetail;

beforeAll(async () => {
  ({ workbench, client, run } = await openTrained(home));
});
afterAll(async () => {
  await workbench.close();
  remove();
});

type Split = keyof typeof splits;

/** The nearest training rows of a query, read in the simplest way. */
function nearestOf(split: Split, query: number, k: number): number[] {
  const artefact = run.artefacts.find(({ name }) => name === `neighbours.${split}.indices`);
  const bytes = readFileSync(join(home, 'runs', 'r1', artefact?.file ?? ''));
  return Array.from({ length: k }, (_, place) => bytes.readInt32LE(4 * (query * 20 + place)));
}

/** The class most of the rows belong to (the class of a row is row mod 3); the lowest on ties. */
function winnerOf(rows: number[]): { label: number; votes: number } {
  const votes = [0, 1, 2].map((label) => rows.filter((row) => row % 3 === label).length);
  const most = Math.max(...votes);
  return { label: votes.indexOf(most), votes: most };
}

const anySplit = fc.constantFrom<Split>('train', 'validation', 'test');

describe('neighbours.list', () => {
  it('gives what a naive count over the files gives, whatever is asked', async () => {
    const asked = fc.record({
      split: anySplit,
      k: fc.integer({ min: 1, max: 20 }),
      wrongOnly: fc.boolean(),
      class: fc.option(fc.constantFrom(...classNames), { nil: undefined }),
      predicted: fc.option(fc.constantFrom(...classNames), { nil: undefined }),
      order: fc.constantFrom('dataset' as const, 'least-certain' as const),
      offset: fc.integer({ min: 0, max: 12 }),
      limit: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ class: wanted, predicted, ...more }) => {
        const { split, k, wrongOnly, order, offset, limit } = more;
        const page = await client.neighbours.list({
          runId: 'r1',
          ...more,
          ...(wanted && { class: wanted }),
          ...(predicted && { predicted }),
        });
        const all = Array.from({ length: splits[split] }, (_, query) => {
          const index = firstOf[split] + query;
          const rows = nearestOf(split, query, k);
          return { index, rows, truth: index % 3, winner: winnerOf(rows) };
        });
        const isWrong = ({ truth, winner }: (typeof all)[number]) => winner.label !== truth;
        const chosen = all.filter(
          (query) =>
            (!wrongOnly || isWrong(query)) &&
            (!wanted || classNames[query.truth] === wanted) &&
            (!predicted || classNames[query.winner.label] === predicted),
        );
        if (order === 'least-certain') chosen.sort((a, b) => a.winner.votes - b.winner.votes);
        expect(page).toMatchObject({
          total: chosen.length,
          queries: splits[split],
          wrong: all.filter(isWrong).length,
          maxK: 20,
          k,
        });
        expect(
          page.items.map(({ query, neighbours, vote }) => ({
            index: query.index,
            rows: neighbours.map(({ index }) => index),
            truth: classNames.indexOf(query.class ?? ''),
            winner: { label: classNames.indexOf(vote.class), votes: vote.votes },
          })),
        ).toEqual(chosen.slice(offset, offset + limit));
      }),
      { numRuns: 80 },
    );
  });

  it('describes each neighbour and the vote', async () => {
    const { items, k } = await client.neighbours.list({ runId: 'r1', split: 'validation', limit: 1 });
    expect(k).toBe(5);
    const rows = nearestOf('validation', 0, 5);
    expect(items[0]?.neighbours).toEqual(
      rows.map((row, place) => ({
        index: row,
        rank: place + 1,
        distance: place,
        class: classNames[row % 3],
        correct: row % 3 === 40 % 3,
      })),
    );
    const { votes, label } = winnerOf(rows);
    expect(items[0]?.vote).toMatchObject({ class: classNames[label], votes, correct: label === 40 % 3 });
    expect(items[0]?.vote.counts.reduce((sum, count) => sum + count.votes, 0)).toBe(5);
  });
});

describe('neighbours.ofExample', () => {
  it('finds the example in whichever split it lies', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySplit,
        fc.nat({ max: 8 }),
        fc.integer({ min: 1, max: 20 }),
        async (split, query, k) => {
          const index = firstOf[split] + query;
          const found = await client.neighbours.ofExample({ runId: 'r1', index, k });
          expect(found.query).toEqual({ index, split, class: classNames[index % 3] });
          expect(found.neighbours.map((neighbour) => neighbour.index)).toEqual(nearestOf(split, query, k));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('what cannot be shown', () => {
  it('is refused with what there is', async () => {
    const ask = (more: object) => client.neighbours.list({ runId: 'r1', ...more });
    await expect(ask({ k: 21 })).rejects.toThrow(
      'k is 21, but run r1 keeps only the 20 nearest of each example.',
    );
    await expect(ask({ class: 'dog' })).rejects.toMatchObject({ data: { hint: 'Classes: ant, bee, cat.' } });
    await expect(client.neighbours.ofExample({ runId: 'r1', index: 79 })).rejects.toThrow(
      'There is no example 79',
    );
    await expect(ask({ runId: 'r7' })).rejects.toMatchObject({ data: { code: 'not-found' } });
  });

  it('says so when the run has not finished', async () => {
    await client.runs.start({ dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 1 } });
    await client.runs.start({ dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 1 } });
    await client.runs.cancel({ id: 'r3' });
    await expect(client.neighbours.list({ runId: 'r3' })).rejects.toMatchObject({
      data: {
        code: 'conflict',
        message: 'Run r3 is cancelled: its neighbours are known when it has finished.',
      },
    });
  });
});

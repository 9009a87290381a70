import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
const everySplit: Split[] = ['train', 'validation', 'test'];

/** Nearest rows of a query as the trainer wrote them, without itself when `others` says so. */
function nearestOf(split: Split, query: number, others = false): number[] {
  const artefact = run.artefacts.find(({ name }) => name === `neighbours.${split}.indices`);
  const bytes = readFileSync(join(home, 'runs', 'r1', artefact?.file ?? ''));
  const all = Array.from({ length: 20 }, (_, place) => bytes.readInt32LE(4 * (query * 20 + place)));
  if (!others || split !== 'train') return all;
  const own = all.indexOf(query);
  return all.filter((_, place) => place !== (own < 0 ? 19 : own));
}

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64')).buffer;

it('tells a whole split in one table', async () => {
  for (const split of everySplit) {
    for (const leaveOneOut of [true, false]) {
      const table = await client.neighbours.table({ runId: 'r1', split, leaveOneOut });
      const rows = [...new Int32Array(bytesOf(table.rows))];
      expect(rows).toEqual(Array.from({ length: splits[split] }, (_, query) => firstOf[split] + query));
      expect([...new Uint16Array(bytesOf(table.labels))]).toEqual(rows.map((row) => row % 3));
      expect(table.maxK).toBe(leaveOneOut && split === 'train' ? 19 : 20);
      const expected = rows.flatMap((_, query) => nearestOf(split, query, leaveOneOut).map((row) => row % 3));
      expect([...new Uint16Array(bytesOf(table.classes))]).toEqual(expected);
      expect(new Float32Array(bytesOf(table.margins)).length).toBe(rows.length);
      expect([...new Int8Array(bytesOf(table.bounds))].every((bound) => [-1, 0, 1].includes(bound))).toBe(
        true,
      );
    }
  }
});

it('gives chosen rows of any split in their order, with as many neighbours as there are', async () => {
  const { items } = await client.neighbours.ofRows({
    runId: 'r1',
    rows: [75, 3, 41],
    k: 500,
    leaveOneOut: true,
  });
  expect(items.map(({ query }) => query.index)).toEqual([75, 3, 41]);
  expect(items.map(({ neighbours }) => neighbours.map(({ index }) => index))).toEqual([
    nearestOf('test', 5),
    nearestOf('train', 3, true),
    nearestOf('validation', 1),
  ]);
  await expect(client.neighbours.ofRows({ runId: 'r1', rows: [79], k: 1 })).rejects.toThrow(
    'There is no example 79',
  );
});

it('counts hubs, and finds the queries of one', async () => {
  const k = 4;
  const lists = Array.from({ length: splits.validation }, (_, query) =>
    nearestOf('validation', query).slice(0, k),
  );
  const found = await client.neighbours.hubs({ runId: 'r1', split: 'validation', k, limit: 200 });
  const counts = Array.from(
    { length: splits.train },
    (_, row) => lists.filter((list) => list.includes(row)).length,
  );
  expect(found).toMatchObject({ k, maxK: 20, queries: 30, splitSize: 30, examples: 40 });
  expect(found.antiHubs).toBe(counts.filter((count) => count === 0).length);
  expect(found.hubs.map(({ count }) => count)).toEqual(counts.filter(Boolean).sort((a, b) => b - a));
  for (const { index, count, bad, class: name } of found.hubs) {
    expect([count, name]).toEqual([counts[index], classNames[index % 3]]);
    const wrong = lists.filter((list, query) => list.includes(index) && (40 + query) % 3 !== index % 3);
    expect(bad).toBe(wrong.length);
  }
  const [hub] = found.hubs;
  const { queries } = await client.neighbours.occurrences({
    runId: 'r1',
    split: 'validation',
    index: hub!.index,
  });
  expect(queries.filter(({ rank }) => rank <= k).map(({ row }) => row)).toEqual(
    lists.flatMap((list, query) => (list.includes(hub!.index) ? [40 + query] : [])),
  );
});

it('finds the training examples whose neighbours vote for another class', async () => {
  const k = 7;
  const expected = Array.from({ length: splits.train }, (_, row) => {
    const votes = [0, 1, 2].map(
      (label) =>
        nearestOf('train', row, true)
          .slice(0, k)
          .filter((other) => other % 3 === label).length,
    );
    const winner = votes.indexOf(Math.max(...votes));
    return {
      index: row,
      class: classNames[row % 3],
      suggested: classNames[winner],
      share: votes[winner]! / k,
    };
  }).filter((one) => one.class !== one.suggested && one.share >= 0.4);
  const { items, total } = await client.neighbours.suspects({ runId: 'r1', k, minShare: 0.4 });
  expect(total).toBe(expected.length);
  expect(total).toBeGreaterThan(0);
  expect(items.map(({ share }) => share)).toEqual(expected.map(({ share }) => share).sort((a, b) => b - a));
  for (const { index, evidence, ...item } of items) {
    expect(expected.find((one) => one.index === index)).toMatchObject({
      class: item.class,
      suggested: item.suggested,
      share: item.share,
    });
    expect(evidence.length).toBeGreaterThan(0);
    expect(evidence.every((one) => classNames[one.index % 3] === item.suggested && one.index !== index)).toBe(
      true,
    );
  }
});

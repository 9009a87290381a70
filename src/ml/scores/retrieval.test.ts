import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionMatrix } from './confusion';
import { depthFor, retrievalScores, type Ranking } from './retrieval';

/** Full ranked lists from distances [queries, references], lower row first on ties. */
function ranked(
  distances: number[][],
  queryLabels: number[],
  referenceLabels: number[],
  firstRow: number | null,
) {
  const lists = distances.map((row) => row.map((_, at) => at).sort((a, b) => row[a]! - row[b]! || a - b));
  return {
    neighbours: Int32Array.from(lists.flat()),
    depth: referenceLabels.length,
    queryLabels: Int32Array.from(queryLabels),
    referenceLabels: Int32Array.from(referenceLabels),
    firstRow,
  } satisfies Ranking;
}

/** The definitions, read literally: filter the list, then count. */
function naive({ neighbours, depth, queryLabels, referenceLabels, firstRow }: Ranking, ks: number[]) {
  const perQuery = Array.from(queryLabels, (label, query) => {
    const self = firstRow === null ? -1 : firstRow + query;
    const list = [...neighbours.slice(query * depth, (query + 1) * depth)].filter((row) => row !== self);
    const right = list.map((row) => (referenceLabels[row] === label ? 1 : 0));
    const r = [...referenceLabels].filter((other, row) => other === label && row !== self).length;
    const precision = (k: number) => right.slice(0, k).reduce<number>((sum, hit) => sum + hit, 0) / k;
    let ap = 0;
    for (let i = 1; i <= r; i++) ap += right[i - 1] ? precision(i) : 0;
    return {
      r,
      p1: precision(1),
      rp: precision(r),
      ap: ap / r,
      recall: ks.map((k) => (right.slice(0, k).includes(1) ? 1 : 0)),
    };
  }).filter(({ r }) => r > 0);
  const average = (of: (query: (typeof perQuery)[number]) => number) =>
    perQuery.length === 0 ? 0 : perQuery.reduce((sum, query) => sum + of(query), 0) / perQuery.length;
  return {
    precisionAt1: average(({ p1 }) => p1),
    rPrecision: average(({ rp }) => rp),
    meanAveragePrecisionAtR: average(({ ap }) => ap),
    recallAtK: Object.fromEntries(ks.map((k, at) => [String(k), average(({ recall }) => recall[at]!)])),
    queries: perQuery.length,
    withoutReference: queryLabels.length - perQuery.length,
  };
}

const label = fc.integer({ min: 0, max: 3 });
const separate = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 8 }), fc.array(label, { minLength: 2, maxLength: 20 }))
  .chain(([queries, references]) =>
    distancesOf(queries.length, references.length).map((distances) =>
      ranked(distances, queries, references, null),
    ),
  );
const among = fc
  .tuple(fc.array(label, { minLength: 3, maxLength: 16 }), fc.nat({ max: 2 }))
  .chain(([references, firstRow]) => {
    const queries = references.slice(firstRow);
    return distancesOf(queries.length, references.length).map((distances) =>
      ranked(distances, queries, references, firstRow),
    );
  });

function distancesOf(rows: number, columns: number) {
  const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns });
  return fc.array(row, { minLength: rows, maxLength: rows });
}

function expectSame(found: ReturnType<typeof retrievalScores>, expected: ReturnType<typeof naive>) {
  const { recallAtK, ...numbers } = found;
  for (const [name, value] of Object.entries(numbers))
    expect(value).toBeCloseTo(expected[name as keyof typeof numbers], 12);
  for (const [k, value] of Object.entries(recallAtK)) expect(value).toBeCloseTo(expected.recallAtK[k]!, 12);
}

describe('retrievalScores', () => {
  it.each([
    ['separate queries', separate],
    ['queries among the references', among],
  ])('agrees with the definitions read literally: %s', (_, rankings) => {
    fc.assert(
      fc.property(rankings, (ranking) => {
        expectSame(retrievalScores(ranking, [1, 2, 3]), naive(ranking, [1, 2, 3]));
      }),
    );
  });

  it('needs no more of the lists than it says', () => {
    fc.assert(
      fc.property(among, (ranking) => {
        const depth = depthFor(ranking, 2);
        const neighbours = Int32Array.from(
          Array.from(ranking.queryLabels, (_, query) => [
            ...ranking.neighbours.slice(query * ranking.depth, query * ranking.depth + depth),
          ]).flat(),
        );
        expect(retrievalScores({ ...ranking, neighbours, depth }, [1, 2])).toEqual(
          retrievalScores(ranking, [1, 2]),
        );
      }),
    );
  });

  // Worked by hand: R = 4; references of the class at ranks 1, 3, 5 and 6.
  it('counts as the paper does', () => {
    const referenceLabels = Int32Array.from([1, 0, 1, 0, 1, 1, 0]);
    const neighbours = Int32Array.from([0, 1, 2, 3, 4, 5, 6]);
    const scores = retrievalScores(
      { neighbours, depth: 7, queryLabels: Int32Array.of(1), referenceLabels, firstRow: null },
      [1],
    );
    expect(scores.precisionAt1).toBe(1);
    expect(scores.rPrecision).toBe(2 / 4);
    expect(scores.meanAveragePrecisionAtR).toBeCloseTo((1 + 2 / 3) / 4, 14);
  });

  it('orders the scores: MAP@R is at most R-precision, recall grows with k and starts at precision@1', () => {
    fc.assert(
      fc.property(separate, (ranking) => {
        const scores = retrievalScores(ranking, [1, 2]);
        expect(scores.meanAveragePrecisionAtR).toBeLessThanOrEqual(scores.rPrecision + 1e-12);
        expect(scores.recallAtK['1']).toBe(scores.precisionAt1);
        expect(scores.recallAtK['2']).toBeGreaterThanOrEqual(scores.recallAtK['1']!);
      }),
    );
  });

  it('leaves out queries whose class has no other reference', () => {
    const ranking = ranked(
      [
        [0, 1, 2],
        [1, 0, 2],
        [2, 1, 0],
      ],
      [0, 0, 1],
      [0, 0, 1],
      0,
    );
    expect(retrievalScores(ranking, [1])).toMatchObject({ queries: 2, withoutReference: 1, precisionAt1: 1 });
  });

  it('refuses lists that are too short', () => {
    const referenceLabels = Int32Array.from([1, 1, 1, 0]);
    const attempt = (depth: number) => () =>
      retrievalScores(
        {
          neighbours: new Int32Array(depth),
          depth,
          queryLabels: Int32Array.of(1),
          referenceLabels,
          firstRow: null,
        },
        [1],
      );
    expect(attempt(2)).toThrow('Ranked lists are 2 long, but 3 neighbours of every query are needed.');
    expect(attempt(3)).not.toThrow();
  });
});

it('counts what was taken for what', () => {
  expect([...confusionMatrix([0, 0, 1, 2, 2], [0, 1, 1, 0, 2], 3)]).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 1]);
  expect(() => confusionMatrix([0], [0, 1], 2)).toThrow(RangeError);
});

import type { SplitName } from '@shared/split';

/** A cell of a confusion matrix. */
export type ConfusionCell = {
  predicted: number;
  count: number;
  /** Share of the row's queries, 0 to 1. */
  share: number;
  isRight: boolean;
};

/** A class: how its queries were predicted. */
export type ConfusionRow = { actual: number; total: number; wrong: number; cells: readonly ConfusionCell[] };

/** Rows of a matrix of counts [classes · classes], entry actual · classes + predicted; none when it does not fit. */
export function confusionRows(counts: readonly number[], classes: number): ConfusionRow[] {
  if (counts.length !== classes * classes) return [];
  return Array.from({ length: classes }, (_, actual) => {
    const ofRow = counts.slice(actual * classes, (actual + 1) * classes);
    const total = ofRow.reduce((sum, count) => sum + count, 0);
    const cells = ofRow.map((count, predicted) => ({
      predicted,
      count,
      share: total > 0 ? count / total : 0,
      isRight: predicted === actual,
    }));
    return { actual, total, wrong: total - (ofRow[actual] ?? 0), cells };
  });
}

/** Two classes, how often one is taken for the other, and of how many queries. */
export type Mistake = { actual: number; predicted: number; count: number; total: number };

/** The pairs of classes most often confused, at most `most`. */
export function worstMistakes(rows: readonly ConfusionRow[], most: number): Mistake[] {
  const all = rows.flatMap(({ actual, total, cells }) =>
    cells.flatMap(({ predicted, count, isRight }) =>
      isRight || count === 0 ? [] : [{ actual, predicted, count, total }],
    ),
  );
  return all.sort((a, b) => b.count - a.count || a.total - b.total).slice(0, most);
}

/** Where queries are looked at: those of a class that the vote took for another one, or for whichever when none is named. */
export function neighboursHref(
  runId: string,
  { actual, predicted, split }: { actual: string; predicted?: string; split?: SplitName | null },
): string {
  const query = new URLSearchParams({
    split: split ?? 'validation',
    class: actual,
    ...(predicted === undefined ? {} : { predicted }),
    ...(predicted === undefined || predicted === actual ? {} : { wrong: '1' }),
  });
  return `#/runs/${runId}/neighbours?${query.toString()}`;
}

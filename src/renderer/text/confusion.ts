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

/** The pair of classes most often confused; null when every query is right. */
export function worstConfusion(
  rows: readonly ConfusionRow[],
): { actual: number; predicted: number; count: number } | null {
  let worst: { actual: number; predicted: number; count: number } | null = null;
  for (const { actual, cells } of rows) {
    for (const { predicted, count, isRight } of cells) {
      if (!isRight && count > (worst?.count ?? 0)) worst = { actual, predicted, count };
    }
  }
  return worst;
}

/** Where the queries of a cell are looked at: those of its class, the wrong ones only off the diagonal. */
export function neighboursHref(runId: string, className: string, isRight: boolean): string {
  const query = new URLSearchParams({
    split: 'validation',
    class: className,
    ...(isRight ? {} : { wrong: '1' }),
  });
  return `#/runs/${runId}/neighbours?${query.toString()}`;
}

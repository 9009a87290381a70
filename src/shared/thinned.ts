/** Most epochs that one answer about a run's embedding holds. */
export const mostDiagnosedEpochs = 120;

/** At most `most` (at least 2) of the items, spread evenly, the first and the last among them. */
export function thinned<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, at) => items[Math.round((at * (items.length - 1)) / (most - 1))]!);
}

/** Up to `limit` rows with the given label (any when null), evenly spread, the same number of each class where possible. */
export function spreadRows(labels: Int32Array, label: number | null, limit: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row++) if (label === null || labels[row] === label) rows.push(row);
  if (label !== null) return spread(rows, limit);
  const byClass = new Map<number, number[]>();
  for (const row of rows) {
    const own = byClass.get(labels[row] ?? 0);
    if (own) own.push(row);
    else byClass.set(labels[row] ?? 0, [row]);
  }
  const perClass = Math.max(1, Math.floor(limit / Math.max(1, byClass.size)));
  const classes = [...byClass].sort(([a], [b]) => a - b);
  return classes.flatMap(([, own]) => spread(own, perClass)).slice(0, limit);
}

function spread(rows: readonly number[], limit: number): number[] {
  const count = Math.min(limit, rows.length);
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)] ?? 0);
}

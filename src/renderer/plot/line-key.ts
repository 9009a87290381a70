import type { LineDataset } from '../charts/chart';
import type { KeyEntry } from './drawing-frame';
import { escaped } from './svg-text';

/** The key of a chart's lines; none for a single line that only says what the title says. */
export function keyOfLines(datasets: readonly LineDataset[], title: string): KeyEntry[] {
  const lines = datasets.filter(({ isRaw }) => !isRaw);
  const entries = lines.map((line) => ({ name: line.longLabel ?? line.label ?? '', mark: markOf(line) }));
  return entries.length === 1 && entries[0]?.name === title ? [] : entries;
}

function markOf({ fill, backgroundColor, borderColor, borderDash }: LineDataset): string {
  const y = fill ? -2 : 0;
  const ground = fill ? `<rect x="-9" y="-2" width="18" height="7" fill="${colour(backgroundColor)}"/>` : '';
  const dash = Array.isArray(borderDash) && borderDash.length > 0 ? borderDash.join(' ') : 'none';
  return `${ground}<path d="M-9 ${y}H9" stroke="${colour(borderColor)}" stroke-width="2" stroke-dasharray="${dash}"/>`;
}

const colour = (value: unknown): string => escaped(String(value));

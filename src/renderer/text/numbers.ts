import { plural as inWords } from '@shared/plural';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 12288 → "12,288". */
export const count = (value: number): string => grouped.format(value);

/** 1, "run" → "1 run"; 2, "class", "classes" → "2 classes". */
export const plural = (value: number, one: string, many?: string): string => inWords(value, one, many, count);

/** Share 0.3133 → "31.3 %"; unknown → "–". */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;

/** A number at about four significant digits, in the form easiest to compare: "0.0312", "12.4", "3.1e-7". */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e6) return value.toExponential(2);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
}

/** Bytes → "1.4 MB". */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  const scaled = value / 1000 ** power;
  return `${power === 0 || scaled >= 100 ? scaled.toFixed(0) : scaled.toFixed(1)} ${units[power]}`;
}

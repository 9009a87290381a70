import { InvalidArgumentError } from 'commander';
import { WorkbenchError } from '@shared/errors';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads a flag's number; anything else is wrong usage (its range is checked by those who know it). */
export function numberValue(text: string): number {
  const value = decimal.test(text.trim()) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw new InvalidArgumentError('It must be a number, such as 0.5.');
  return value;
}

/** Reads a learning rate, or `auto` to have it found. */
export function rateValue(text: string): number | 'auto' {
  return text.trim() === 'auto' ? 'auto' : numberValue(text);
}

/** Reads a whole number of at least 0. */
export function countValue(text: string): number {
  const value = numberValue(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('It must be a whole number of at least 0.');
  return value;
}

/** Reads the size of a split: a share below 1, or a whole number of images. */
export function shareOrCountValue(text: string): number {
  const value = numberValue(text);
  if (value < 0 || (value >= 1 && !Number.isSafeInteger(value)))
    throw new InvalidArgumentError('It must be a share below 1 or a whole number.');
  return value;
}

/** Reads an image size, "64x48" (height first) or "64", as [height, width] in pixels. */
export function sizeValue(text: string): [height: number, width: number] {
  const match = /^(\d{1,5})(?:[x×](\d{1,5}))?$/i.exec(text.trim());
  if (!match) throw new InvalidArgumentError('It must be a size in pixels, such as 64x64.');
  return [Number(match[1]), Number(match[2] ?? match[1])];
}

/** Checks the number of neighbours asked for; throws `bad-input` naming the flag. */
export function checkedK(k: number): number {
  if (Number.isSafeInteger(k) && k >= 1 && k <= mostNeighbours) return k;
  throw new WorkbenchError(
    'bad-input',
    `-k is ${k}, but it must be a whole number from 1 to ${mostNeighbours}.`,
    'It is the number of neighbours that vote.',
  );
}

const mostNeighbours = 1000;

/** For flags that may be given several times: gathers their values. */
export function listValue(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** Every entry without those that were not given. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

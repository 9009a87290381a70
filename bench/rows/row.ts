import type { Child } from '../child';
import type { Disturbance } from '../disturbance';
import type { DataFile } from '../protocol';
import type { BenchOptions } from '../options';

/** One side of a row: what it took each round, what its first run added, and its memory. */
export type Side = {
  ms: number[];
  firstAddsMs: number | null;
  peakMb: number;
  loss?: number | undefined;
  prepareMs?: number | undefined;
};

export type RowResult = {
  ours: Side;
  /** Null for rows about our side only. */
  peer: Side | null;
  /** What was compared with what: sizes, settings, how each side was run. */
  what: string;
  notes: string[];
};

export type Bench = {
  options: BenchOptions;
  /** 750 × 12,288 and 750 × 784, the first 600 trained on. */
  large: DataFile;
  small: DataFile;
  /** 60,000 × 784 and 10,000 queries, or null where the shared data is missing. */
  fashionMnist(): DataFile | null;
  ours(data: DataFile, env?: Record<string, string>): Promise<Child>;
  /** `script` in `bench/peers`. */
  peer(script: string, data: DataFile): Promise<Child>;
  disturbance: Disturbance;
};

/** A row of the table. */
export type Row = {
  name: string;
  /** Ratio that `training.md` wants: the peer's time over ours. */
  toReach: number | null;
  /** False for a row that is measured without the Python peers. */
  needsPeers?: boolean;
  /** Why the row cannot be measured here, if it cannot. */
  skip?(bench: Bench): string | null;
  measure(bench: Bench): Promise<RowResult>;
};

/** Keeps the literal type of the name. */
export function defineRow<const R extends Row>(row: R): R {
  return row;
}

/**
 * What the bench asks a child process, one JSON object a line on its standard input; the child answers each with one line.
 * Ours (`bench/ours`) and the peers (`bench/peers/*.py`) understand the same questions and read the same files.
 */
export type DataFile = {
  /** Folder with `images.u8` [count, size] and `labels.i32` [count]. */
  folder: string;
  count: number;
  size: number;
  classes: number;
  /** The first so many rows are trained on; the rest are queries. */
  train: number;
};

export type FitQuestion = {
  task: 'fit';
  distance: string;
  params: Record<string, number>;
  seed: number;
  /** Ends after so many of the epochs, which otherwise decide on the path. */
  stopAfter?: number;
  /** Peers only: how the tutorial's code is run. */
  style?: 'jitted' | 'as-printed';
};

/** K, weights and folds, made once by each process of a sweep. */
export type SweepQuestion = {
  task: 'prepare-sweep';
  distance: string;
  params: Record<string, number>;
  seed: number;
  /** 0: train on the first `train` rows and score the rest. */
  folds: number;
};

/** Fits that share their batches, one for each entry of `variants`, all trained and scored on one fold. */
export type UnitQuestion = { task: 'unit'; fold: number; variants: Record<string, number>[] };

export type NearestQuestion = { task: 'nearest'; k: number; from: number; to: number };
export type BreakdownQuestion = Omit<FitQuestion, 'task'> & { task: 'breakdown' };

export type Question = FitQuestion | SweepQuestion | UnitQuestion | NearestQuestion | BreakdownQuestion;

export type Answer = {
  ms: number;
  /** Largest resident memory of the process up to now, all its libraries included. */
  peakMb: number;
  /** Processor time of the process up to now, all its threads together. */
  cpuMs: number;
  /** Mean loss over the epochs that ran. */
  loss?: number;
  /** Not steps: K and weights before them, scoring after them. */
  prepareMs?: number;
  path?: string;
  /** Errors on what is held out, for k = 1, 2, …, one list a variant. */
  errors?: number[][];
  parts?: { name: string; ms: number }[];
};

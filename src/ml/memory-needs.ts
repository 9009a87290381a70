import type { MemoryUse } from '@shared/memory-forecast';
import type { EngineName, TrainingPath } from '@shared/run';
import { maxMatrixEntries } from './evaluate';

/** What the memory of a run follows from; numbers of rows, of columns and of floats. */
export type MemorySizes = {
  engine: EngineName;
  path: TrainingPath;
  /** Examples trained on, those that validate, and all there are. */
  trainCount: number;
  validationCount: number;
  count: number;
  /** Examples of the largest class. */
  largestClass: number;
  /** Numbers in one input, in one hidden row after the first layer, and in one embedded row. */
  inputSize: number;
  columns: number;
  outputSize: number;
  /** Weights after the first layer. */
  headSize: number;
  batchSize: number;
  /** Arrays that the optimizer keeps for each weight. */
  slots: number;
  /** Neighbours kept for each query. */
  neighbours: number;
  /** Is the learning rate searched, with learners of its own? */
  searchesRate: boolean;
};

/** Bytes, by what they are for. */
export type MemoryNeeds = Record<MemoryUse, number>;

/**
 * The memory that a trainer needs for a run, in bytes: rather too much than too little, held between one and two times the
 * measured peak (the fault suite `memory-forecasts`). With n examples trained on, N in all, d inputs, c columns of the first
 * layer, e numbers in an embedded row and b examples in a batch:
 *
 * - `engine`: the process with the engine's library and what it compiles, measured;
 * - `images`: N·d bytes, and labels;
 * - `kernel` (Gram space): K and Z0, N·(n + c) floats, then the inputs as floats three times while they are made (array, tensor,
 *   slice), or K once more as a tensor while everything is embedded;
 * - `weights`: the first layer and the rest with their slots, gradients, tensors and the copies of a checkpoint;
 * - `batches`: b·d floats of inputs (b·n of K), hidden and embedded rows, and matrices over all pairs, b²;
 * - `embedding`: N·d floats of inputs three times (array, tensor, what was made before) where they are embedded directly, and N rows
 *   of c and e;
 * - `scores`: the training rows as a tensor, blocks of the distance matrix, and the neighbours of every row;
 * - `uncollected`: arrays that nobody uses any more, which V8 collects when there are 64 MiB of them, and a sixteenth of everything
 *   else: the same run took 963 MiB once and 1,065 MiB another time.
 */
export function memoryNeeds(sizes: MemorySizes): MemoryNeeds {
  const { count, trainCount, inputSize, path } = sizes;
  const needs = {
    engine: engineBytes[sizes.engine],
    images: count * (inputSize + 8),
    kernel: path === 'gram' ? floats(kernelFloats(sizes)) : 0,
    weights: path === 'none' ? 0 : floats(weightFloats(sizes)),
    batches: path === 'none' ? 0 : floats(batchFloats(sizes)),
    embedding: floats(path === 'none' ? 2 * trainCount * inputSize : embeddingFloats(sizes)),
    scores: floats(scoreFloats(sizes)),
  };
  return withUncollected(needs);
}

/** The needs with what V8 has not collected yet beside them. */
export function withUncollected(needs: Omit<MemoryNeeds, 'uncollected'>): MemoryNeeds {
  const sum = Object.values(needs).reduce((total, bytes) => total + bytes, 0);
  return { ...needs, uncollected: 64 * mebibyte + Math.round(sum / 16) };
}

/** The sum of all needs, in bytes. */
export function totalOf(needs: MemoryNeeds): number {
  return Object.values(needs).reduce((sum, bytes) => sum + bytes, 0);
}

const mebibyte = 2 ** 20;
/** Bytes of so many floats. */
export const floats = (count: number): number => 4 * count;

/** Resident memory of a trainer that has trained next to nothing (Linux, x64). */
export const engineBytes: Record<EngineName, number> = {
  native: 440 * mebibyte,
  wasm: 130 * mebibyte,
  cpu: 125 * mebibyte,
};

function kernelFloats({ trainCount, count, inputSize, columns, searchesRate }: MemorySizes): number {
  const kept = count * (trainCount + columns);
  const making = 3 * trainCount * inputSize + trainCount ** 2 / 3;
  // A learner that was tried is still there when the next one is made.
  return (searchesRate ? 2 : 1) * kept + Math.max(making, count * trainCount);
}

function weightFloats({ path, trainCount, inputSize, columns, headSize, slots }: MemorySizes): number {
  const layer = inputSize * columns;
  const trained = path === 'gram' ? trainCount * columns : layer;
  // Its start, and in Gram space what turns coordinates into weights in the end.
  const fixed = (path === 'gram' ? 6 : 1) * layer;
  // Itself, its tensor, three of gradients and those no longer used; slots; and both once more in a checkpoint.
  return fixed + (6 + 2 * slots) * trained + (7 + 2 * slots) * headSize;
}

function batchFloats({ path, trainCount, batchSize, inputSize, columns, outputSize }: MemorySizes): number {
  const rows = Math.min(batchSize, trainCount);
  const inputs = path === 'gram' ? 2 * trainCount : 3 * inputSize;
  return rows * (inputs + 8 * (columns + outputSize + rows));
}

function embeddingFloats({ path, count, inputSize, columns, outputSize }: MemorySizes): number {
  return count * ((path === 'direct' ? 3 * inputSize : 0) + 4 * columns + 3 * outputSize);
}

/** The training rows as a tensor, a block of the distance matrix, and the neighbours of every row. */
export function scoreFloats(sizes: Omit<MemorySizes, 'searchesRate'>): number {
  const { trainCount, validationCount, count, outputSize, neighbours, largestClass } = sizes;
  const rows = Math.min(count, Math.ceil(maxMatrixEntries / Math.max(trainCount, outputSize)));
  // Lists as long as the largest class serve the scores at R, unless they would be too long.
  const ranked = largestClass > 1000 ? 0 : largestClass;
  return (
    3 * trainCount * outputSize +
    3 * rows * (trainCount + outputSize) +
    6 * count * (neighbours + 1) +
    2 * validationCount * ranked
  );
}

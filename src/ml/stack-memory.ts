import {
  engineBytes,
  floats,
  scoreFloats,
  withUncollected,
  type MemoryNeeds,
  type MemorySizes,
} from './memory-needs';

/** What the memory of a stack follows from: `count` are the rows that its fits train on or are scored on. */
export type StackSizes = Omit<MemorySizes, 'largestClass' | 'searchesRate'> & {
  /** Fits that are trained side by side. */
  copies: number;
  /** Examples of the dataset. */
  examples: number;
  /** Rows whose products with each other are kept from one stack to the next; 0 when none are. */
  keptCount: number;
};

/**
 * The memory that a trainer needs for one stack of a sweep after the other, in bytes; held as `memoryNeeds` is. With n rows trained on,
 * N trained on or held out, M kept from one stack to the next, d inputs, c columns of the first layer, e numbers in an embedded row, b
 * rows in a batch and u fits side by side:
 *
 * - `images`: the bytes of the whole dataset, twice: each stack reads it anew, and what the one before has read may still be there;
 * - `kernel` (Gram space): M·(M + c) floats that are kept, and N·(n + c) of the rows of these fits, copied out of them; then the inputs
 *   as floats while either is made, or N·(n + c) once more (of the stack before, or as a tensor while everything is embedded);
 * - `weights`: the first layer, and u times what is trained of it (its coordinates in Gram space), with gradients, slots and tensors;
 * - `batches`: b·n of K or b·d of inputs once for all fits; u times hidden and embedded rows, and matrices over all pairs, b²;
 * - `embedding`: u times N rows of c and e, and the inputs as floats where they are embedded directly;
 * - `scores`: as for a run, fit after fit.
 */
export function stackNeeds(sizes: StackSizes): MemoryNeeds {
  return withUncollected({
    engine: engineBytes[sizes.engine],
    images: 2 * sizes.examples * (sizes.inputSize + 8),
    kernel: floats(kernelFloats(sizes)),
    weights: floats(weightFloats(sizes)),
    batches: floats(batchFloats(sizes)),
    embedding: floats(embeddingFloats(sizes)),
    scores: floats(scoreFloats({ ...sizes, largestClass: 0 })),
  });
}

function kernelFloats({ path, keptCount, trainCount, count, inputSize, columns }: StackSizes): number {
  const kept = keptCount * (keptCount + columns);
  // Whole, rows are an array, a tensor and its largest slice; those of a fold are gathered first, and those held out after them.
  const [made, arrays] = keptCount > 0 ? [keptCount, 3] : [path === 'gram' ? trainCount : 0, 5];
  const making = arrays * made * inputSize + made ** 2 / 3;
  const own = path === 'gram' ? count * (trainCount + columns) : 0;
  return kept + own + Math.max(making, own);
}

function weightFloats({ path, copies, trainCount, inputSize, columns, headSize, slots }: StackSizes): number {
  const layer = inputSize * columns;
  const trained = path === 'gram' ? copies * trainCount * columns : layer;
  // Its start, and its tensor while Z0 is made.
  return 2 * layer + (5 + slots) * trained + (6 + slots) * copies * headSize;
}

function batchFloats(sizes: StackSizes): number {
  const { path, copies, trainCount, batchSize, inputSize, columns, outputSize } = sizes;
  const rows = Math.min(batchSize, trainCount);
  const inputs = path === 'gram' ? 2 * trainCount : 3 * inputSize;
  return rows * (inputs + 8 * copies * (columns + outputSize + rows));
}

function embeddingFloats({ path, copies, count, inputSize, columns, outputSize }: StackSizes): number {
  return count * ((path === 'direct' ? 3 * inputSize : 0) + copies * (4 * columns + 3 * outputSize));
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import type { EngineChoice } from '@shared/run';
import { openEngine } from './engine';

/** Why native TensorFlow cannot be tested here, or null when it can. */
function reasonAgainstNative(): string | null {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
    const addon = join(home, 'lib', 'napi-v8', 'tfjs_binding.node');
    return existsSync(addon) ? null : 'its addon is not installed';
  } catch {
    return 'its package is not installed';
  }
}

const reason = reasonAgainstNative();

/** What training and scoring ask of an engine, on numbers that are exact in float32. */
async function answers(choice: EngineChoice) {
  const { tf, engine } = await openEngine(choice);
  const matrix = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  const { values, indices } = tf.topk(tf.tensor2d([3, 1, 2, 9], [2, 2]), 1);
  return {
    engine,
    product: Array.from(tf.matMul(matrix, matrix, false, true).dataSync()),
    rows: Array.from(tf.gather(matrix, tf.tensor1d([1, 0, 1], 'int32')).dataSync()),
    slice: Array.from(tf.slice(matrix, [1, 0], [1, 3]).dataSync()),
    batched: Array.from(
      tf.matMul(tf.tensor3d([1, 2, 3, 4], [2, 1, 2]), tf.tensor3d([1, 1, 2, 2], [2, 2, 1])).dataSync(),
    ),
    sums: Array.from(tf.sum(tf.square(matrix), 1, true).dataSync()),
    largest: Array.from(values.dataSync()),
    places: Array.from(indices.dataSync()),
  };
}

const expected = {
  product: [14, 32, 32, 77],
  rows: [4, 5, 6, 1, 2, 3, 4, 5, 6],
  slice: [4, 5, 6],
  batched: [3, 14],
  sums: [14, 77],
  largest: [3, 9],
  places: [0, 1],
};

describe('openEngine', () => {
  it.each(['cpu', 'wasm'] as const)('%s computes, and says what it is', async (name) => {
    const { engine, ...results } = await answers(name);
    expect(results).toEqual(expected);
    expect(engine.name).toBe(name);
    expect(engine.version).toMatch(/4\.22\.0/);
    expect(engine.why).not.toBe('');
  });

  it.skipIf(reason !== null)(
    `native computes; slice and topk need two functions that Node has dropped${reason ? ` (left out: ${reason})` : ''}`,
    async () => {
      const { engine, ...results } = await answers('native');
      expect(results).toEqual(expected);
      expect(engine.name).toBe('native');
      expect(engine.version).toMatch(/TensorFlow \d+\.\d+.*tfjs-node 4\.22\.0/);
    },
  );

  it('auto takes the fastest engine that works, and says why', async () => {
    const { engine } = await openEngine('auto');
    expect(engine.name).toBe(reason === null ? 'native' : 'wasm');
    expect(engine.why.length).toBeGreaterThan(10);
  });

  it('refuses an engine that there is not, and says what to take instead', async () => {
    const error = await openEngine('gpu' as EngineChoice).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WorkbenchError);
    const { code, hint } = error as WorkbenchError;
    expect(code).toBe('failed');
    expect(hint).toContain('--engine auto');
  });
});

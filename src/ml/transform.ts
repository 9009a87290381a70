import type { RunConfig } from '@shared/run';
import { pixelInputs } from './inputs';
import { partsOf } from './parts';
import { plainAlgebra, type Multiply } from './algebra';
import type { Weights } from './tensors';

/** Embeds one image with a finished run's weights, in plain loops: pixels [h·w·c] → [outputSize]. */
export function transformPixels(
  config: RunConfig,
  weights: Weights,
  pixels: Uint8Array,
  outputSize: number,
): Float32Array {
  const { embedding, normalizer } = partsOf(config);
  const x = pixelInputs(pixels, pixels.length, normalizer).block(0, 1);
  const first = embedding.firstLayer ? weights[embedding.firstLayer] : undefined;
  if (!first) return x;
  const columns = first.length / x.length;
  const u = multiply(x, [1, x.length], first, [x.length, columns]);
  return embedding.head(weights, config.params, plainAlgebra(multiply)).forward(u, 1).slice(0, outputSize);
}

/** Matrix product in plain loops. */
export const multiply: Multiply = (
  left,
  [m, k],
  right,
  shape,
  transposeLeft = false,
  transposeRight = false,
) => {
  const [rows, inner] = transposeLeft ? [k, m] : [m, k];
  const columns = transposeRight ? shape[0] : shape[1];
  const product = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < inner; at++) {
      const value = transposeLeft ? left[at * rows + row]! : left[row * inner + at]!;
      if (value === 0) continue;
      for (let column = 0; column < columns; column++) {
        const other = transposeRight ? right[column * inner + at]! : right[at * columns + column]!;
        product[row * columns + column]! += value * other;
      }
    }
  }
  return product;
};

import type { Algebra, LayerAlgebra, Multiply } from '../algebra';
import { openMemory, type OpenMemory } from './memory';
import { simdPairs } from './pair-algebra';
import { routinesIn, type Routines } from './routines';

/**
 * The algebra of a step in WebAssembly SIMD: one thread, no calls into an engine, no copies between its operations. For many
 * small products it is faster than an engine, whose every call costs what a product of a megaflop does. `floats` bounds what is
 * kept and what one step computes; a step that needs more throws. Sums run in one order on every machine.
 */
export function simdAlgebra(copies: number, floats: number): Algebra {
  const memory = openMemory(4 * floats);
  const run = routinesIn(memory.memory);
  const product = productIn(memory, run, copies);
  return { ...simdLayers(memory, run, copies, product), ...simdPairs(memory, run, copies, product) };
}

function simdLayers(memory: OpenMemory, run: Routines, copies: number, product: Multiply): LayerAlgebra {
  return {
    begin: memory.begin,
    keep: memory.keep,
    product,
    joined(values, base, scales, rows) {
      const [from, other] = [memory.placed(values), memory.placed(base)];
      const result = memory.scratch(values.length);
      const block = (4 * values.length) / copies;
      const units = block / rows;
      scales.forEach((scale, copy) =>
        run.addScaled(
          from + copy * units,
          copies * units,
          other,
          result.byteOffset + copy * block,
          rows,
          units,
          scale,
        ),
      );
      return result;
    },
    rectified(u, bias, rows) {
      const [from, add] = [memory.placed(u), memory.placed(bias)];
      const result = memory.scratch(u.length);
      const [block, row] = [(4 * u.length) / copies, (4 * bias.length) / copies];
      for (let copy = 0; copy < copies; copy++) {
        run.rectify(from + copy * block, add + copy * row, result.byteOffset + copy * block, rows, row);
      }
      return result;
    },
    gate(gradient, rectified) {
      run.gate(memory.own(gradient), memory.own(rectified), 16 * Math.ceil(gradient.length / 4));
    },
    columnSums(values, rows) {
      const from = memory.placed(values);
      const result = memory.scratch(values.length / rows);
      const [block, row] = [(4 * values.length) / copies, (4 * result.length) / copies];
      for (let copy = 0; copy < copies; copy++) {
        run.columnSums(from + copy * block, result.byteOffset + copy * row, rows, row);
      }
      return result;
    },
  };
}

function productIn(memory: OpenMemory, run: Routines, copies: number): Multiply {
  /** A transposed copy of each [rows, columns]. */
  const transposed = (from: number, rows: number, columns: number) => {
    const into = memory.scratch(copies * rows * columns).byteOffset;
    const size = 4 * rows * columns;
    for (let copy = 0; copy < copies; copy++) {
      run.transpose(from + copy * size, into + copy * size, rows, columns);
    }
    return into;
  };

  return (left, [height, width], right, rightShape, transposeLeft = false, transposeRight = false) => {
    const [m, k] = transposeLeft ? [width, height] : [height, width];
    const n = transposeRight ? rightShape[0] : rightShape[1];
    const a = memory.placed(left);
    const placed = memory.placed(right);
    const b = transposeRight ? transposed(placed, n, k) : placed;
    const result = memory.scratch(copies * m * n);
    const [rowStep, columnStep] = transposeLeft ? [4, 4 * m] : [4 * k, 4];
    for (let copy = 0; copy < copies; copy++) {
      const [from, by, into] = [
        a + 4 * copy * m * k,
        b + 4 * copy * k * n,
        result.byteOffset + 4 * copy * m * n,
      ];
      run.product(from, rowStep, columnStep, by, into, m, k, n);
    }
    return result;
  };
}

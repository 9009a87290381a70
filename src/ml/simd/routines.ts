import { assemble } from './assembler';
import { distanceBound, distancesInPlace, selectWithin } from './nearest';
import { laplacian, squaredDistances } from './pairs';
import { product } from './product';
import { transpose } from './transpose';
import { tripletHinges } from './triplet-hinges';
import { addScaled, columnSums, gate, rectify } from './units';
import { webAssembly, type Memory } from './web-assembly';

const all = {
  product,
  transpose,
  rectify,
  gate,
  columnSums,
  addScaled,
  squaredDistances,
  laplacian,
  tripletHinges,
  distancesInPlace,
  distanceBound,
  selectWithin,
};

/** The routines in a memory; addresses and strides are bytes. See each for its arguments. */
export type Routines = Record<keyof typeof all, (...at: number[]) => void>;

let compiled: object | undefined;

/** Compiles them when they are first needed. */
export function routinesIn(memory: Memory): Routines {
  compiled ??= new webAssembly.Module(assemble(Object.values(all)));
  return new webAssembly.Instance(compiled, { env: { memory } }).exports as Routines;
}

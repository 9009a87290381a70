import { assemble } from './assembler';
import { product } from './product';
import { columnSums, gate, rectify, transpose } from './units';
import { webAssembly, type Memory } from './web-assembly';

/** The routines in a memory; addresses and strides are bytes. See each for its arguments. */
export type Routines = Record<'product' | 'transpose' | 'rectify' | 'gate' | 'columnSums', (...at: number[]) => void>;

let compiled: object | undefined;

/** Compiles them when they are first needed. */
export function routinesIn(memory: Memory): Routines {
  compiled ??= new webAssembly.Module(assemble([product, transpose, rectify, gate, columnSums]));
  return new webAssembly.Instance(compiled, { env: { memory } }).exports as Routines;
}

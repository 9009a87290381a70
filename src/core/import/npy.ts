import { badInput } from './bad-input';
import { parseNpyHeader } from './npy-header';

/** An array from an npy file: its shape and its values in row-major order. Values of 64 bits are rounded to doubles. */
export type NpyArray = { shape: number[]; kind: 'integer' | 'float' | 'boolean'; data: NpyData };

export type NpyData = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

type Reader = { bytes: number; kind: NpyArray['kind']; read(raw: Uint8Array): NpyData };

/** The types that are read, all little-endian; anything else, above all objects, is refused. */
const readers: Readonly<Record<string, Reader>> = {
  '|u1': { bytes: 1, kind: 'integer', read: (raw) => raw },
  '|b1': { bytes: 1, kind: 'boolean', read: (raw) => raw.map((value) => (value === 0 ? 0 : 1)) },
  '<u2': {
    bytes: 2,
    kind: 'integer',
    read: (raw) => Uint16Array.from(items(raw, 2, (v, at) => v.getUint16(at, true))),
  },
  '<i4': {
    bytes: 4,
    kind: 'integer',
    read: (raw) => Int32Array.from(items(raw, 4, (v, at) => v.getInt32(at, true))),
  },
  '<i8': {
    bytes: 8,
    kind: 'integer',
    read: (raw) => Float64Array.from(items(raw, 8, (v, at) => Number(v.getBigInt64(at, true)))),
  },
  '<f2': {
    bytes: 2,
    kind: 'float',
    read: (raw) => Float32Array.from(items(raw, 2, (v, at) => half(v.getUint16(at, true)))),
  },
  '<f4': {
    bytes: 4,
    kind: 'float',
    read: (raw) => Float32Array.from(items(raw, 4, (v, at) => v.getFloat32(at, true))),
  },
  '<f8': {
    bytes: 8,
    kind: 'float',
    read: (raw) => Float64Array.from(items(raw, 8, (v, at) => v.getFloat64(at, true))),
  },
};

/**
 * Parses an npy file called `name`. Its type must be one of a short list, and its shape must account for exactly the
 * bytes that follow the header before anything is allocated. Throws `bad-input`; nothing in the file is ever run.
 */
export function parseNpy(bytes: Uint8Array, name: string): NpyArray {
  const { descr, fortranOrder, shape, start } = parseNpyHeader(bytes, name);
  const reader = Object.hasOwn(readers, descr) ? readers[descr] : undefined;
  if (reader === undefined) throw wrongType(descr, name);
  if (fortranOrder && shape.length > 1)
    throw badInput(
      `${name} is stored column by column (Fortran order).`,
      'Save it again with numpy.ascontiguousarray(array).',
    );
  const declared = shape.reduce((product, n) => product * BigInt(n), BigInt(reader.bytes));
  if (declared !== BigInt(bytes.length - start))
    throw badInput(
      `${name}: its header declares an array of ${shape.join(' × ')} (${declared} bytes), but ${bytes.length - start} bytes follow.`,
      'Save or download it again.',
    );
  return { shape, kind: reader.kind, data: reader.read(bytes.subarray(start)) };
}

function wrongType(descr: string, name: string): Error {
  if (descr.includes('O'))
    return badInput(
      `${name} holds pickled Python objects, which are never opened: they could run any program.`,
      'Save plain arrays: images as uint8 [n, h, w] or [n, h, w, 3], labels as int32 or int64 [n].',
    );
  return badInput(
    `${name} holds values of type ${descr}, which is not read.`,
    `Save it as one of ${Object.keys(readers).join(' ')}.`,
  );
}

function* items(
  raw: Uint8Array,
  size: number,
  read: (view: DataView, at: number) => number,
): Generator<number> {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  for (let at = 0; at < raw.length; at += size) yield read(view, at);
}

/** A half-precision number (IEEE 754 binary16) from its bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

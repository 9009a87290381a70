import { littleEndianBytes, type NamedArray } from './named-array';

/** A `.npy` file, format version 1.0: magic, header padded to a multiple of 64, then the values in C order. */
export function npyBytes(array: NamedArray): Uint8Array {
  const descr = array.data instanceof Float32Array ? '<f4' : '<i4';
  return concat([npyHeader(descr, array.shape), littleEndianBytes(array)]);
}

/** A `.npy` of fixed-width Unicode strings (UTF-32), which NumPy reads without pickle. */
export function npyStrings(texts: readonly string[]): Uint8Array {
  const points = texts.map((text) => Array.from(text, (letter) => letter.codePointAt(0) ?? 0));
  const width = points.reduce((most, letters) => Math.max(most, letters.length), 1);
  const body = new Uint8Array(texts.length * width * 4);
  const view = new DataView(body.buffer);
  points.forEach((letters, row) =>
    letters.forEach((letter, at) => view.setUint32((row * width + at) * 4, letter, true)),
  );
  return concat([npyHeader(`<U${width}`, [texts.length]), body]);
}

const magic = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];

function npyHeader(descr: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const unpadded = magic.length + 2 + dictionary.length + 1;
  const text = `${dictionary}${' '.repeat((64 - (unpadded % 64)) % 64)}\n`;
  const length = new Uint8Array([text.length & 0xff, text.length >> 8]);
  return concat([new Uint8Array(magic), length, new TextEncoder().encode(text)]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

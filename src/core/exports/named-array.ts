/** A dense array, row-major, with its name; `shape` multiplies to the number of values. */
export type NamedArray = { name: string; shape: readonly number[]; data: Float32Array | Int32Array };

/** The bytes of an array's values as every format here stores them: little-endian. */
export function littleEndianBytes({ data }: NamedArray): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (hostIsLittleEndian) return bytes;
  return new Uint8Array(Buffer.from(bytes).swap32());
}

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

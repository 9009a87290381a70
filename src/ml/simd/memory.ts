import { webAssembly } from './web-assembly';

const pageBytes = 65_536;

/** One memory of a fixed size: arrays that stay at its start, and after them those that the next `begin` frees. */
export function openMemory(bytes: number) {
  const memory = new webAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
  const { buffer } = memory;
  let kept = 0;
  let used = 0;
  const allot = (length: number): Float32Array => {
    const array = new Float32Array(buffer, used, length);
    used += 16 * Math.ceil(length / 4);
    return array;
  };
  const scratch = (length: number): Float32Array => {
    if (used + 4 * length + 16 > buffer.byteLength) {
      throw new RangeError(`A step needs more than the ${buffer.byteLength} bytes it was given.`);
    }
    return allot(length);
  };
  return {
    memory,
    scratch,
    begin: () => void (used = kept),
    keep(length: number): Float32Array {
      const array = scratch(length);
      kept = used;
      return array;
    },
    /** The floats at an address. */
    at: (address: number, length: number) => new Float32Array(buffer, address, length),
    /** Address of [size, stride] lanes: all bits set where `isSet`, the stride being the next multiple of 4. */
    masks(size: number, isSet: (row: number, column: number) => boolean): number {
      const stride = 4 * Math.ceil(size / 4);
      const address = scratch(size * stride).byteOffset;
      const lanes = new Int32Array(buffer, address, size * stride).fill(0);
      for (let row = 0; row < size; row++) {
        for (let column = 0; column < size; column++)
          if (isSet(row, column)) lanes[row * stride + column] = -1;
      }
      return address;
    },
    /** Address of an array; one from elsewhere is copied in. */
    placed(values: Float32Array): number {
      if (values.buffer === buffer) return values.byteOffset;
      const copy = scratch(values.length);
      copy.set(values);
      return copy.byteOffset;
    },
    /** Address of an array that is to be changed in place, so it has to be in this memory. */
    own(values: Float32Array): number {
      if (values.buffer !== buffer) throw new TypeError('This array lies outside of the memory.');
      return values.byteOffset;
    },
  };
}

export type OpenMemory = ReturnType<typeof openMemory>;

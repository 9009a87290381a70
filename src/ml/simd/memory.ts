import { webAssembly, type Memory } from './web-assembly';

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

export type { Memory };

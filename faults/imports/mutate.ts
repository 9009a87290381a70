import { oneOf, type Chance } from '../messages/junk';

const telling = [0, 1, 0x7f, 0x80, 0xff];

/** A copy of a file with one to four faults: bits, bytes, telling numbers, pieces lost, doubled, moved or cut off. */
export function mutate(bytes: Uint8Array, chance: Chance): Buffer {
  let result: Buffer = Buffer.from(bytes);
  const faults = 1 + Math.floor(chance() * 4);
  for (let fault = 0; fault < faults && result.length > 0; fault++) result = mutateOnce(result, chance);
  return result;
}

function mutateOnce(bytes: Buffer, chance: Chance): Buffer {
  const at = place(bytes.length, chance);
  const length = Math.floor(chance() * Math.min(64, bytes.length - at));
  const changes: (() => Buffer)[] = [
    () => replaced(bytes, at, [(bytes[at] ?? 0) ^ (1 << Math.floor(chance() * 8))]),
    () => replaced(bytes, at, [Math.floor(chance() * 256)]),
    () => replaced(bytes, at, Array<number>(1 + Math.floor(chance() * 8)).fill(oneOf(chance, telling))),
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
    () => Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]),
    () => Buffer.concat([bytes, bytes.subarray(at)]),
    () =>
      Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(oneOf(chance, ['..', '/', '\0', '%', '"', "'", '999999999', '-1'])),
      ]),
  ];
  return oneOf(chance, changes)();
}

/** Headers stand at the beginning, and at the end of archives: half of all faults are there. */
function place(length: number, chance: Chance): number {
  const kind = chance();
  const near = Math.floor(chance() * Math.min(length, 64));
  if (kind < 0.35) return near;
  if (kind < 0.6) return length - 1 - near;
  return Math.floor(chance() * length);
}

function replaced(bytes: Buffer, at: number, values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values.slice(0, copy.length - at), at);
  return copy;
}

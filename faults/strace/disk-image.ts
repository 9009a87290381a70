import type { Operation } from './read-trace';

type Change = Exclude<Operation, { type: 'ack' } | { type: 'sync' }>;

const sectorBytes = 512;

/** What is on a disk: of each file all that was synced, and what was written since and may be there in part or not at all. */
export class Disk {
  readonly #files = new Map<string, { synced: Buffer; since: Change[] }>();

  constructor(files: ReadonlyMap<string, Buffer>) {
    for (const [file, bytes] of files) this.#files.set(file, { synced: bytes, since: [] });
  }

  do(operation: Operation): void {
    if (operation.type === 'ack') return;
    const file = this.#files.get(operation.file) ?? { synced: Buffer.alloc(0), since: [] };
    this.#files.set(operation.file, file);
    if (operation.type !== 'sync') return void file.since.push(operation);
    for (const change of file.since) file.synced = apply(file.synced, change, () => true);
    file.since = [];
  }

  /** What a power loss now leaves of each file: every sector written since the last sync is there with the given chance. */
  image(chance: number, random: () => number): Map<string, Buffer> {
    const keeps = () => random() < chance;
    return new Map(
      [...this.#files].map(([name, { synced, since }]) => [
        name,
        since.reduce<Buffer>((bytes, change) => apply(bytes, change, keeps), Buffer.from(synced)),
      ]),
    );
  }
}

function apply(bytes: Buffer, change: Change, keeps: () => boolean): Buffer {
  if (change.type === 'truncate') {
    if (!keeps()) return bytes;
    return change.size <= bytes.length ? bytes.subarray(0, change.size) : grown(bytes, change.size);
  }
  let result = bytes;
  for (let from = 0; from < change.bytes.length; from += sectorBytes) {
    if (!keeps()) continue;
    const part = change.bytes.subarray(from, from + sectorBytes);
    const end = change.at + from + part.length;
    if (end > result.length) result = grown(result, end);
    part.copy(result, change.at + from);
  }
  return result;
}

function grown(bytes: Buffer, size: number): Buffer {
  const result = Buffer.alloc(size);
  bytes.copy(result);
  return result;
}

import { WorkbenchError } from '@shared/errors';
import { crc32 } from './crc32';
import type { PickedFile } from './dropped-files';

const largest = 2 ** 32 - 1;
const utf8Names = 0x0800;

/**
 * Packs files into one uncompressed zip, as a Blob that refers to them: only one file at a time is read, for its
 * checksum. Says after each how many are done. Throws `bad-input` above 4 GiB.
 */
export async function storedZip(
  files: readonly PickedFile[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const body: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [at, { path, file }] of files.entries()) {
    signal.throwIfAborted();
    const checksum = crc32(new Uint8Array(await file.arrayBuffer()));
    const name = new TextEncoder().encode(path);
    const facts = [20, utf8Names, 0, 0, 0x21] as const;
    const local = record(0x04034b50, facts, [checksum, file.size, file.size], [name.length, 0], [], name);
    directory.push(
      record(
        0x02014b50,
        [20, ...facts],
        [checksum, file.size, file.size],
        [name.length, 0, 0, 0, 0],
        [0, offset],
        name,
      ),
    );
    body.push(local, file);
    offset += local.length + file.size;
    if (offset > largest) throw tooLarge();
    onProgress(at + 1);
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  return new Blob([...body, ...directory, ...endOf(files.length, size, offset)], { type: 'application/zip' });
}

/** A zip record: signature, 16-bit facts, 32-bit sizes, 16-bit lengths, 32-bit places, then the name. */
function record(
  signature: number,
  facts: readonly number[],
  sizes: readonly number[],
  lengths: readonly number[],
  places: readonly number[],
  name: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(
    4 + 2 * facts.length + 4 * sizes.length + 2 * lengths.length + 4 * places.length + name.length,
  );
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put16 = (value: number) => (view.setUint16(at, value, true), (at += 2));
  const put32 = (value: number) => (view.setUint32(at, value, true), (at += 4));
  put32(signature);
  facts.forEach(put16);
  sizes.forEach(put32);
  lengths.forEach(put16);
  places.forEach(put32);
  bytes.set(name, at);
  return bytes;
}

/** The end of the directory; above 65,535 files preceded by its 64-bit form. */
function endOf(count: number, size: number, offset: number): Uint8Array<ArrayBuffer>[] {
  const short = Math.min(count, 0xffff);
  const end = record(0x06054b50, [0, 0, short, short], [size, offset], [0], [], new Uint8Array());
  if (count < 0xffff) return [end];
  const long = record(
    0x06064b50,
    [],
    [44, 0],
    [45, 45],
    [0, 0, count, 0, count, 0, size, 0, offset, 0],
    new Uint8Array(),
  );
  const pointer = record(0x07064b50, [], [0, offset + size, 0, 1], [], [], new Uint8Array());
  return [long, pointer, end];
}

function tooLarge(): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    'These files are larger than 4 GB together.',
    'Import them with "metric-workbench datasets import FOLDER --name NAME" on the command line: it reads the folder directly.',
  );
}

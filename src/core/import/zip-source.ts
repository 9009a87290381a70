import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { badInput } from './bad-input';
import { codeOf } from './read-file';
import { byPath, isClutter, type Source } from './source';
import { checkZipEntry, collisionKey, zipLimits, type ZipLimits } from './zip-rules';

/**
 * A zip file as a {@link Source}. Every name, kind and declared size is checked before anything is unpacked, each
 * file must unpack to exactly its declared size and checksum, and nothing is ever written to disk.
 */
export async function openZipSource(
  path: string,
  name: string,
  limits: ZipLimits = zipLimits,
): Promise<Source> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const bytes = (await handle.stat()).size;
    const zip = await openZip(handle, name);
    const entries = await listEntries(zip, name, bytes, limits);
    return archiveSource(name, handle, zip, entries);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openZip(handle: FileHandle, name: string): Promise<ZipFile> {
  const options = {
    lazyEntries: true,
    decodeStrings: true,
    strictFileNames: true,
    autoClose: false,
  } as const;
  try {
    return await fromFdPromise(handle.fd, options);
  } catch (error) {
    throw broken(name, error);
  }
}

async function listEntries(
  zip: ZipFile,
  name: string,
  bytes: number,
  limits: ZipLimits,
): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries)
    throw badInput(
      `${name} lists ${zip.entryCount} entries; at most ${limits.entries} are taken.`,
      'Import the unpacked folder.',
    );
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      checkZipEntry(name, entry, limits);
      const key = collisionKey(entry.fileName, limits);
      if (seen.has(key))
        throw badInput(
          `${name} has two entries called ${JSON.stringify(entry.fileName)}.`,
          limits.exactNames ? 'Give one of them another name.' : 'Make the archive anew.',
        );
      seen.add(key);
      total += entry.uncompressedSize;
      checkTotal(name, total, bytes, limits);
      if (!entry.fileName.endsWith('/') && !isClutter(entry.fileName)) entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw broken(name, error);
  }
  return entries;
}

/** Overlapping entries share packed bytes: only the whole archive's ratio shows them. */
function checkTotal(name: string, total: number, bytes: number, limits: ZipLimits): void {
  const bomb = total > limits.ratioFreeBytes && total > limits.ratio * bytes;
  if (total > limits.totalBytes || bomb)
    throw badInput(
      `${name} would unpack to ${total} bytes or more.`,
      'Nothing was imported. Import a smaller archive.',
    );
}

function archiveSource(name: string, handle: FileHandle, zip: ZipFile, byName: Map<string, Entry>): Source {
  const entries = [...byName.values()]
    .map((e) => ({ path: e.fileName, size: e.uncompressedSize }))
    .sort(byPath);
  return {
    kind: 'archive',
    name,
    entries,
    main: null,
    warnings: [],
    diskPath: () => null,
    read: async (path, maxBytes = Infinity) => {
      const entry = byName.get(path);
      if (entry === undefined) throw badInput(`${path} is not in ${name}.`, 'Check the name of the file.');
      if (entry.uncompressedSize > maxBytes)
        throw badInput(
          `${path} in ${name} is too long (${entry.uncompressedSize} bytes).`,
          'Leave it out or make it smaller.',
        );
      return unpack(name, handle, zip, entry);
    },
    close: () => handle.close(),
  };
}

async function unpack(archive: string, handle: FileHandle, zip: ZipFile, entry: Entry): Promise<Buffer> {
  const shown = `${entry.fileName} in ${archive}`;
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    if (fileDataStart + entry.compressedSize > zip.fileSize) throw new Error('it is cut off');
    const packed = Buffer.allocUnsafe(entry.compressedSize);
    const { bytesRead } = await handle.read(packed, 0, packed.length, fileDataStart);
    if (bytesRead !== packed.length) throw new Error('it is cut off');
    const bytes =
      entry.compressionMethod === 0
        ? packed
        : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
    if (bytes.length !== entry.uncompressedSize) throw new Error('its size is not the declared one');
    if (crc32(bytes) !== entry.crc32) throw new Error('its checksum is wrong');
    return bytes;
  } catch (error) {
    throw broken(shown, error);
  }
}

function broken(name: string, error: unknown): Error {
  if (error instanceof Error && error.name === 'WorkbenchError') return error;
  const outside =
    error instanceof Error &&
    /invalid relative path|absolute path|characters in fileName/.test(error.message);
  const why = error instanceof Error ? error.message : codeOf(error);
  return outside
    ? badInput(
        `${name} has an entry whose name points outside it (${why}).`,
        'Nothing was imported. Do not trust this archive.',
        error,
      )
    : badInput(`${name} is not an intact zip file (${why}).`, 'Download or pack it again.', error);
}

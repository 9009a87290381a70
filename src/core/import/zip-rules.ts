import type { Entry } from 'yauzl';
import { badInput } from './bad-input';

/** What an archive may hold. The ratio counts from `ratioFreeBytes` on, for each file and for the whole. */
export type ZipLimits = {
  entries: number;
  fileBytes: number;
  totalBytes: number;
  pathLength: number;
  ratio: number;
  ratioFreeBytes: number;
  /** Are names that differ only in capitals or in how letters are composed two files, as in the folder that was packed? */
  exactNames: boolean;
};

export const zipLimits: ZipLimits = {
  entries: 200_000,
  fileBytes: 256 * 2 ** 20,
  totalBytes: 20 * 2 ** 30,
  pathLength: 240,
  ratio: 200,
  ratioFreeBytes: 10 * 2 ** 20,
  exactNames: false,
};

/** For a folder that the page has packed: its files lay beside each other on a disk, so their names are not traps. */
export const packedFolderLimits: ZipLimits = { ...zipLimits, exactNames: true };

const regularFile = 0o100000;
const folder = 0o040000;
const typeMask = 0o170000;

/** Throws `bad-input` when the entry's name, kind or declared size is not one that a dataset archive needs. */
export function checkZipEntry(archive: string, entry: Entry, limits: ZipLimits): void {
  const name = entry.fileName;
  const fault = nameFault(name, limits) ?? kindFault(entry) ?? sizeFault(entry, limits);
  if (fault !== null)
    throw badInput(
      `${archive}: the entry ${JSON.stringify(name.slice(0, 120))} ${fault}.`,
      'Nothing was imported. Unpack the archive yourself if you trust it, and import the folder.',
    );
}

/** The key under which two names would be one file: on some file system, or on the one that they come from. */
export function collisionKey(name: string, { exactNames }: ZipLimits): string {
  const plain = name.replace(/\/$/, '');
  return exactNames ? plain : plain.normalize('NFC').toLowerCase();
}

function nameFault(name: string, limits: ZipLimits): string | null {
  if (name.length > limits.pathLength) return `has a name longer than ${limits.pathLength} characters`;
  if (/\p{Cc}/u.test(name)) return 'has control characters in its name';
  if (name.includes('\\')) return 'has a backslash in its name';
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'has an absolute name';
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.includes('..')) return 'points outside the archive (..)';
  return parts.some((part) => part === '' || part === '.') ? 'has an empty part in its name' : null;
}

function kindFault(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'is encrypted';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return 'is packed in an unknown way';
  const type = (entry.externalFileAttributes >>> 16) & typeMask;
  const unix = entry.versionMadeBy >>> 8 === 3;
  return !unix || type === 0 || type === regularFile || type === folder
    ? null
    : 'is a link or a special file';
}

function sizeFault(entry: Entry, limits: ZipLimits): string | null {
  if (entry.uncompressedSize > limits.fileBytes) return `is longer than ${limits.fileBytes} bytes`;
  const suspicious = entry.uncompressedSize > limits.ratioFreeBytes;
  return suspicious && entry.uncompressedSize > limits.ratio * entry.compressedSize
    ? `unpacks to more than ${limits.ratio} times its size`
    : null;
}

/** One file of a {@link Source}. */
export type SourceEntry = {
  /** Relative path with forward slashes: a key for `read`, never joined to a place on disk by a format. */
  path: string;
  /** Bytes when read. */
  size: number;
};

/** A read-only tree of files that somebody wants to import: a folder, one file, or an archive. */
export type Source = {
  kind: 'folder' | 'file' | 'archive';
  /** What it is called, for people. */
  name: string;
  /** Every file, sorted by path; hidden files and the leavings of operating systems are not listed. */
  entries: readonly SourceEntry[];
  /** Whole content of one entry; throws `bad-input` when it is longer than `maxBytes` or is gone. */
  read(path: string, maxBytes?: number): Promise<Buffer>;
  /** Where an entry lies on disk; null inside an archive. */
  diskPath(path: string): string | null;
  /** The entry that was pointed at, when the source is the folder around it. */
  main: string | null;
  /** What was left out and why, for people. */
  warnings: readonly string[];
  close(): Promise<void>;
};

/** Longest file that any source hands out: 2 GiB less one byte. */
export const maxFileBytes = 2 ** 31 - 1;

/** Is it a file that operating systems scatter about, or a hidden one? */
export function isClutter(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'Thumbs.db');
}

/** Plain order of code units: the same on every machine. */
export function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Last part of a path in lower case. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** Extension of a path in lower case, without the dot; empty when there is none. */
export function extension(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1);
}

import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Artefact } from '@shared/run';

/**
 * Writes an array as a raw little-endian file; tells its size and SHA-256. It is on the disk when this returns, unless `write` is
 * told to be quicker than that.
 */
export function writeArray(
  folder: string,
  name: string,
  values: Float32Array | Int32Array,
  shape: number[],
  write: (path: string, bytes: Uint8Array) => void = writeSynced,
): Artefact {
  const dtype = values instanceof Float32Array ? 'float32' : 'int32';
  const file = `${name}.${dtype === 'float32' ? 'f32' : 'i32'}`;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  write(join(folder, file), bytes);
  return { name, file, dtype, shape, bytes: bytes.length, sha256: sha256(bytes) };
}

/** Reads an array that {@link writeArray} wrote; throws when its size or SHA-256 is not the one told. */
export function readArray(folder: string, entry: Artefact): Float32Array {
  const bytes = readFileSync(join(folder, entry.file));
  if (bytes.length !== entry.bytes || sha256(bytes) !== entry.sha256) {
    throw new Error(`${entry.file} is damaged: it is not the file that was written`);
  }
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** Writes a file and waits until it is on the disk. */
export function writeSynced(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'w');
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes the names in a folder last. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

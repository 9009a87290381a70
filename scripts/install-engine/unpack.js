// @ts-check
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { showProgress } from './report.js';

const HEADERS = 'tensorflow/include/';

/** The two shared libraries of the wheel that the binding is linked with. */
export const libraryNames = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** Where the wheel's headers stand in a staging folder. @param {string} folder */
export function headersFolder(folder) {
  return join(folder, '..', 'headers');
}

/** Takes every header out of the wheel. @param {string} wheelPath @param {string} folder @param {AbortSignal} signal */
export function takeHeaders(wheelPath, folder, signal) {
  return take(wheelPath, signal, (name) =>
    name.startsWith(HEADERS) ? join(headersFolder(folder), name.slice(HEADERS.length)) : null,
  );
}

/** Takes the libraries out of the wheel, into `deps/lib`. @param {string} wheelPath @param {string} folder @param {AbortSignal} signal */
export function takeLibraries(wheelPath, folder, signal) {
  const targets = new Map(
    libraryNames.map((name) => [`tensorflow/${name}`, join(folder, 'deps', 'lib', name)]),
  );
  return take(wheelPath, signal, (name) => targets.get(name) ?? null, true);
}

/**
 * Writes each file of the archive for which `target` gives a path. yauzl refuses names that leave the folder, and
 * contents that are longer than declared; the whole archive's hash was checked before.
 * @param {string} wheelPath
 * @param {AbortSignal} signal
 * @param {(name: string) => string | null} target
 * @param {boolean} [isShown]
 */
async function take(wheelPath, signal, target, isShown = false) {
  const zip = await yauzl.openPromise(wheelPath, { autoClose: false });
  try {
    const entries = [];
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName.endsWith('/') ? null : target(entry.fileName);
      if (path) entries.push({ entry, path });
    }
    const total = entries.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    const progress = isShown ? showProgress('unpacked', total) : null;
    let done = 0;
    for (const { entry, path } of entries) {
      mkdirSync(dirname(path), { recursive: true });
      const contents = await zip.openReadStreamPromise(entry);
      contents.on('data', (chunk) => progress?.update((done += chunk.length)));
      await pipeline(contents, createWriteStream(path), { signal });
    }
    progress?.end();
  } finally {
    zip.close();
  }
}

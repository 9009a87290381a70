import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { WorkbenchError } from '@shared/errors';
import type { Artefact } from '@shared/run';

/** Checks that every result file is in the attempt's folder as it was announced; throws naming the one that is not. */
export async function verifyArtefacts(folder: string, artefacts: readonly Artefact[]): Promise<void> {
  for (const artefact of artefacts) {
    const fault = await faultOf(folder, artefact);
    if (fault) {
      throw new WorkbenchError(
        'storage',
        `The result file ${artefact.file} ${fault}.`,
        'Check the disk for space and errors, then resume the run.',
      );
    }
  }
}

/** Does a path that a trainer named stay inside the folder it was given? */
export function staysInside(path: string): boolean {
  const normal = normalize(path);
  return !isAbsolute(normal) && normal !== '..' && !normal.startsWith(`..${sep}`) && !normal.includes('\0');
}

async function faultOf(folder: string, { file, bytes, sha256 }: Artefact): Promise<string | null> {
  if (!staysInside(file)) return 'lies outside of its folder';
  const path = join(folder, file);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return 'is missing';
  if (found.size !== bytes) return `has ${found.size} bytes instead of ${bytes}`;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256 ? null : 'is damaged: its SHA-256 differs';
}

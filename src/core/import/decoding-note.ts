import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** File in a work folder that holds the path of the image being decoded. */
export const decodingNote = 'decoding.txt';

/** Notes which image is about to be decoded, before anything can go wrong. */
export function noteImage(workFolder: string, path: string): void {
  writeFileSync(join(workFolder, decodingNote), path);
}

/** The image on which an importer died; null when it was not decoding one with care. */
export function notedImage(workFolder: string): string | null {
  try {
    return readFileSync(join(workFolder, decodingNote), 'utf8');
  } catch {
    return null;
  }
}

// @ts-check
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of the largest file below a folder: while something is fetched, what there is of it. @param {string} folder @returns {number} */
export function largestFile(folder) {
  let largest = 0;
  for (const entry of readdirSync(folder, { recursive: true })) {
    try {
      largest = Math.max(largest, statSync(join(folder, String(entry))).size);
    } catch {
      // moved while we looked
    }
  }
  return largest;
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** One number for every name and byte under a folder, links as such; `except` are paths that may change. */
export function hashTree(folder: string, except: readonly string[] = []): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    for (const item of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const place = join(path, item.name);
      if (except.includes(place)) continue;
      hash.update(`${place}\0${item.isDirectory()}\0`);
      if (item.isDirectory()) visit(place);
      else if (item.isSymbolicLink()) hash.update(readlinkSync(place));
      else if (item.isFile()) hash.update(readFileSync(place));
    }
  };
  visit(folder);
  return hash.digest('hex');
}

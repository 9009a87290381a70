import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { plural } from '@shared/plural';
import { badInput, someOf } from './bad-input';
import { codeOf, readRegularFile } from './read-file';
import { byPath, isClutter, maxFileBytes, type Source, type SourceEntry } from './source';

const maxEntries = 2_000_000;
const maxDepth = 24;

/** A folder as a {@link Source}; links are followed only to files inside the same folder. */
export function openFolderSource(
  folder: string,
  name = basename(folder),
  main: string | null = null,
): Source {
  const root = realpathSync(folder);
  const walk: Walk = { root, entries: [], disk: new Map(), leftOut: [] };
  collect(walk, '', 0);
  walk.entries.sort(byPath);
  const warnings = walk.leftOut.length
    ? [
        `Left out ${plural(walk.leftOut.length, 'link or special file', 'links or special files')}: ${someOf(walk.leftOut)}.`,
      ]
    : [];
  return {
    kind: 'folder',
    name,
    entries: walk.entries,
    main,
    warnings,
    diskPath: (path) => walk.disk.get(path) ?? null,
    read: async (path, maxBytes = maxFileBytes) => {
      const place = walk.disk.get(path);
      if (place === undefined) throw badInput(`${path} is not in ${name}.`, 'Check the name of the file.');
      return readRegularFile(place, path, Math.min(maxBytes, maxFileBytes));
    },
    close: async () => {},
  };
}

type Walk = { root: string; entries: SourceEntry[]; disk: Map<string, string>; leftOut: string[] };

function collect(walk: Walk, folder: string, depth: number): void {
  if (depth > maxDepth)
    throw badInput(`${folder} is nested too deep.`, `At most ${maxDepth} folders inside each other.`);
  for (const item of list(join(walk.root, folder), folder)) {
    if (isClutter(item.name)) continue;
    const path = folder === '' ? item.name : `${folder}/${item.name}`;
    if (item.isDirectory()) collect(walk, path, depth + 1);
    else addFile(walk, path, item.isFile(), item.isSymbolicLink());
    if (walk.entries.length > maxEntries)
      throw badInput(`More than ${maxEntries} files in one folder.`, 'Import a smaller part of it.');
  }
}

function list(place: string, shown: string) {
  try {
    return readdirSync(place, { withFileTypes: true });
  } catch (error) {
    throw badInput(
      `The folder ${shown || place} cannot be read (${codeOf(error)}).`,
      shown.includes('\uFFFD') ? notUnicode : 'Check that you may read it.',
      error,
    );
  }
}

function addFile(walk: Walk, path: string, regular: boolean, link: boolean): void {
  const place = join(walk.root, path);
  if (regular) {
    walk.entries.push({ path, size: sizeOf(place, path) });
    walk.disk.set(path, place);
    return;
  }
  const target = link ? insideTarget(walk.root, place) : null;
  if (target === null) return void walk.leftOut.push(path);
  walk.entries.push({ path, size: statSync(target).size });
  walk.disk.set(path, target);
}

/** Such a name is not found again under what it reads as. */
const notUnicode = 'Its name holds bytes that are no Unicode: rename it.';

function sizeOf(place: string, shown: string): number {
  try {
    return lstatSync(place).size;
  } catch (error) {
    const hint = shown.includes('\uFFFD') ? notUnicode : 'Check that it is there and that you may read it.';
    throw badInput(`${shown} cannot be looked at (${codeOf(error)}).`, hint, error);
  }
}

function insideTarget(root: string, place: string): string | null {
  try {
    const target = realpathSync(place);
    return target.startsWith(root + sep) && statSync(target).isFile() ? target : null;
  } catch {
    return null;
  }
}

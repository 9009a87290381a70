import { plural } from '@shared/plural';
import { badInput, someOf } from '../import/bad-input';
import { labelNames } from '../import/class-names';
import { looksLikeManifest, parseManifest, type ManifestRow } from '../import/csv-manifest';
import { groupNames } from '../import/group-names';
import { imageExtensions } from '../import/image-header';
import { baseName, extension, type Source } from '../import/source';
import { splitOfWord } from '../import/split-names';
import { defineDatasetFormat } from './dataset-format';
import { classFolders } from './image-folder';

/** A table of image files beside or below it: columns path and label, and if wanted split and group. */
export const csv = defineDatasetFormat({
  id: 'csv',
  label: 'CSV manifest',
  help: 'One CSV file with the columns path and label, optionally split and group; paths are relative to the CSV file.',
  detect: async (source) => {
    const [manifest, another] = manifests(source);
    if (manifest === undefined) return false;
    if (looksLikeManifest(await source.read(manifest))) return true;
    // A table beside images that have no class folders was meant as a list: its error names the columns that it lacks.
    return another === undefined && classFolders(source).length < 2;
  },
  open: async (source, { groupBy }) => {
    const manifest = onlyManifest(source);
    const rows = parseManifest(await source.read(manifest, 256 * 2 ** 20), manifest, groupBy);
    const folder = manifest.includes('/') ? manifest.slice(0, manifest.lastIndexOf('/') + 1) : '';
    const known = new Set(source.entries.map((entry) => entry.path));
    const paths = rows.map((row) => resolvePath(folder, row, manifest, known));
    refuseRepeats(paths, rows, manifest);
    const { classNames, labels } = labelNames(rows.map((row) => row.label));
    const splits = rows.map((row) => splitOf(row, manifest));
    const byColumn = rows.some((row) => row.group !== null);
    const groups = byColumn ? rows.map((row) => row.group ?? '') : groupNames(paths, groupBy);
    return {
      format: 'csv',
      classNames,
      labels,
      splits,
      groups,
      images: { kind: 'files', paths },
      warnings: unused(known, paths),
      source,
    };
  },
});

function manifests(source: Source): string[] {
  if (source.main !== null && extension(source.main) === 'csv') return [source.main];
  const all = source.entries.map((entry) => entry.path).filter((path) => extension(path) === 'csv');
  const top = Math.min(...all.map((path) => path.split('/').length));
  return all.filter((path) => path.split('/').length === top);
}

function onlyManifest(source: Source): string {
  const [first, second] = manifests(source);
  if (first === undefined)
    throw badInput(`${source.name} holds no CSV file.`, 'Give the CSV file, or the folder it lies in.');
  if (second !== undefined)
    throw badInput(
      `${source.name} holds several CSV files: ${someOf(manifests(source))}.`,
      'Give the one that lists the images.',
    );
  return first;
}

function resolvePath(
  folder: string,
  { path, line }: ManifestRow,
  manifest: string,
  known: ReadonlySet<string>,
): string {
  const clean = path.replace(/^(\.\/)+/, '');
  if (
    path.includes('\0') ||
    clean.startsWith('/') ||
    /^[a-z]:/i.test(clean) ||
    clean.split(/[/\\]/).includes('..')
  )
    throw badInput(
      `${manifest}, line ${line}: ${JSON.stringify(path)} points outside the folder of the CSV file.`,
      'Use paths relative to the CSV file, without .. in them.',
    );
  const full = folder + clean;
  if (known.has(full)) return full;
  throw badInput(
    `${manifest}, line ${line}: there is no file ${JSON.stringify(path)}.`,
    'Put the images beside the CSV file, or zip both together.',
  );
}

function refuseRepeats(paths: readonly string[], rows: readonly ManifestRow[], manifest: string): void {
  const first = new Map<string, number>();
  for (const [i, path] of paths.entries()) {
    const line = rows[i]?.line ?? 0;
    if (first.has(path))
      throw badInput(
        `${manifest}, line ${line}: ${path} was listed in line ${first.get(path)} already.`,
        'List every image once.',
      );
    first.set(path, line);
  }
}

function splitOf({ split, line }: ManifestRow, manifest: string) {
  if (split === null || split === '') return null;
  const known = splitOfWord(split);
  if (known !== null) return known;
  throw badInput(
    `${manifest}, line ${line}: ${JSON.stringify(split)} is no split.`,
    'Use train, validation or test, or leave it empty.',
  );
}

function unused(known: ReadonlySet<string>, paths: readonly string[]): string[] {
  const listed = new Set(paths);
  const left = [...known].filter((path) => imageExtensions.has(extension(path)) && !listed.has(path));
  return left.length === 0
    ? []
    : [
        `Left out ${plural(left.length, 'image')} that the CSV file does not list: ${someOf(left.map(baseName))}.`,
      ];
}

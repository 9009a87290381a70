import type { JobEvent } from '@shared/job';
import type { Artefact } from '@shared/run';
import { splitNames } from '@shared/split';
import type { BundleManifest } from '../exports/bundle-manifest';

/** A file as an event tells of it; one that `isDrawn` is only ever looked at, never reckoned with. */
export type Announced = Artefact & { isDrawn: boolean };

/** Every file that events announce, by its path; of one that is announced twice the last counts, as when it was written. */
export function announcedIn(events: readonly JobEvent[]): Map<string, Announced> {
  const drawn = events.flatMap((event) => (event.type === 'epochDiagnosed' ? [event.positions] : []));
  const all = [
    ...drawn.map((artefact) => ({ ...artefact, isDrawn: true })),
    ...events.flatMap(reckonedWith).map((artefact) => ({ ...artefact, isDrawn: false })),
  ];
  return new Map(all.map((artefact) => [artefact.file, artefact]));
}

function reckonedWith(event: JobEvent): Artefact[] {
  if (event.type === 'finished') return event.artefacts;
  return event.type === 'epochDiagnosed' && event.embedding ? [event.embedding] : [];
}

/**
 * Says why the files of a bundle are not those that its events announce, or are told of in a way that nobody could read;
 * null when all is well. Files of epochs may be missing, results not.
 */
export function faultOfArrays(
  { files }: Pick<BundleManifest, 'files'>,
  events: readonly JobEvent[],
): string | null {
  const announced = announcedIn(events);
  for (const { name, bytes, sha256 } of files) {
    const artefact = announced.get(name);
    if (!artefact) return `no event tells of its file ${name}`;
    if (artefact.bytes !== bytes || artefact.sha256 !== sha256)
      return `${name} is another file than its events tell of`;
  }
  const there = new Set(files.map(({ name }) => name));
  const last = events.at(-1);
  const results = last?.type === 'finished' ? last.artefacts : [];
  const missing = results.find(({ file }) => !there.has(file));
  if (missing) return `the result ${JSON.stringify(missing.name.slice(0, 60))} is not in it`;
  const shapeless = [...announced.values(), ...results].find((artefact) => !hasItsSize(artefact));
  if (shapeless)
    return `the shape of ${JSON.stringify(shapeless.file.slice(0, 60))} is not that of its bytes`;
  return faultOfResults(results);
}

/** Two dimensions, four bytes a number. */
function hasItsSize({ shape, bytes }: Artefact): boolean {
  const [rows = -1, columns = -1, ...more] = shape;
  return rows >= 0 && columns >= 1 && more.length === 0 && rows * columns * 4 === bytes;
}

/** Neighbours come in pairs of one shape, and are rows of the training split. */
function faultOfResults(results: readonly Artefact[]): string | null {
  const find = (name: string) => results.find((artefact) => artefact.name === name);
  const known = new Set(['embedding']);
  for (const split of splitNames) {
    const [indices, distances] = ['indices', 'distances'].map((what) => find(`neighbours.${split}.${what}`));
    for (const one of [indices, distances]) if (one) known.add(one.name);
    if (!indices && !distances) continue;
    if (indices?.dtype !== 'int32' || distances?.dtype !== 'float32' || !isSameShape(indices, distances))
      return `its ${split} neighbours have no distances of their shape`;
  }
  const wrong = results.find(
    ({ name, dtype }) =>
      (dtype !== 'float32' && !name.endsWith('.indices')) ||
      !(known.has(name) || /^weights\.\w{1,20}$/.test(name)),
  );
  return wrong ? `${JSON.stringify(wrong.name.slice(0, 60))} is not a result of a run` : null;
}

function isSameShape(one: Artefact, other: Artefact): boolean {
  return one.shape.join() === other.shape.join();
}

/** Training rows that neighbours can be; none is known of a run without neighbours of that split. */
export function trainRowsIn(announced: ReadonlyMap<string, Announced>): number {
  return [...announced.values()].find(({ name }) => name === 'neighbours.train.indices')?.shape[0] ?? 0;
}

/** Squares of embeddings beyond this may have no finite sum; no run that has finished comes near. */
const largestNumber = 1e15;

/** Says why the numbers in a file cannot be what a run has found; null when they can. Little-endian. */
export function faultOfNumbers(
  bytes: Buffer,
  { name, dtype, isDrawn }: Announced,
  trainRows: number,
): string | null {
  const most = name.endsWith('.distances') ? Number.MAX_VALUE : largestNumber;
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    if (dtype === 'float32' && !isDrawn && !(Math.abs(bytes.readFloatLE(at)) <= most))
      return 'holds a number that is too large, or none';
    if (dtype !== 'int32') continue;
    const row = bytes.readInt32LE(at);
    if (row < 0 || row >= trainRows) return `names row ${row} of ${trainRows} training examples`;
  }
  return null;
}

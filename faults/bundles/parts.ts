import { createHash } from 'node:crypto';
import { unzipSync, zipSync, type Zippable } from 'fflate';

/** A value of JSON that can be changed in place. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A bundle taken apart: `manifest` is `bundle.json`, an event is a line of `events.jsonl`, file `i` the entry `files/i`. */
export type Parts = { manifest: Json; events: Json[]; files: Buffer[] };

/** Takes a good bundle apart. */
export function takeApart(bundle: Uint8Array): Parts {
  const entries = unzipSync(bundle);
  const text = (name: string) => Buffer.from(entries[name] ?? []).toString();
  const manifest = JSON.parse(text('bundle.json')) as { files: unknown[] };
  return {
    manifest: manifest as unknown as Json,
    events: linesOf(text('events.jsonl')),
    files: manifest.files.map((_, at) => Buffer.from(entries[`files/${at}`] ?? [])),
  };
}

const linesOf = (text: string): Json[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Json);

/** Text that JSON cannot write, for the place of a value: `NaN`, `1e999`, a thousand brackets. */
export function raw(text: string): string {
  return `@raw@${text}@raw@`;
}

/** Writes the bundle again, files stored as in good ones; `isSealed` makes its counts, sizes and SHA-256 agree with what is in it. */
export function putTogether(parts: Parts, isSealed: boolean, entries: Zippable = {}): Buffer {
  const { manifest, events, files } = parts;
  if (isSealed) sealFiles(parts);
  const lines = Buffer.from(events.map((event) => `${jsonText(event)}\n`).join(''));
  const told = isObject(manifest) ? manifest['events'] : null;
  if (isSealed && isObject(told)) Object.assign(told, { count: events.length, sha256: sha256(lines) });
  const named: Zippable = Object.fromEntries(
    files.map((bytes, at) => [`files/${at}`, [bytes, { level: 0 }]]),
  );
  const all = { 'bundle.json': Buffer.from(jsonText(manifest)), 'events.jsonl': lines, ...named, ...entries };
  return Buffer.from(zipSync(all, { level: 1 }));
}

/** Sizes and SHA-256 of every file, in the manifest and wherever an event announces it. */
function sealFiles({ manifest, events, files }: Parts): void {
  const listed = isObject(manifest) ? manifest['files'] : null;
  if (!Array.isArray(listed)) return;
  const announced = new Map(events.flatMap(artefactsIn).map((artefact) => [artefact, artefact['file']]));
  for (const [at, bytes] of files.entries()) {
    const file = listed[at];
    if (!isObject(file)) continue;
    const truth = { bytes: bytes.length, sha256: sha256(bytes) };
    Object.assign(file, truth);
    for (const [artefact, name] of announced)
      if (name === file['name'] && name !== undefined) Object.assign(artefact, truth);
  }
}

/** Every object in a value that announces a file. */
export function artefactsIn(value: Json): { [key: string]: Json }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && 'file' in value) return [value];
  return Object.values(value).flatMap(artefactsIn);
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonText(value: Json): string {
  return JSON.stringify(value).replace(/"@raw@(.*?)@raw@"/g, '$1');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jobEventSchema, type JobEvent } from '@shared/job';
import { bundleEntries, bundleLimits } from '../exports/bundle-limits';
import { bundleManifestSchema, type BundleManifest } from '../exports/bundle-manifest';
import { badInput } from './bad-input';
import { announcedIn, faultOfArrays, faultOfNumbers, trainRowsIn, type Announced } from './bundle-arrays';
import { faultOfConfig } from './bundle-config';
import { faultOfStory } from './bundle-story';
import type { Progress } from './progress';
import { refuseNoBundle } from './refuse-no-bundle';
import type { Source } from './source';
import { zipLimits } from './zip-rules';
import { openZipSource } from './zip-source';

/**
 * Unpacks a run's bundle into `workFolder`: `bundle.json`, `events.jsonl`, and every file under the name that the
 * run's events give it, below `files`. Names, sizes, SHA-256 and whether it can be a run's story are checked first; throws
 * `bad-input` for what is not a bundle, `not-found` where nothing is.
 */
export async function unpackBundle(
  path: string,
  name: string,
  workFolder: string,
  progress: Progress,
): Promise<void> {
  await refuseNoBundle(path, name);
  const source = await openZipSource(path, name, { ...zipLimits, fileBytes: bundleLimits.fileBytes });
  try {
    const manifest = await readManifest(source, name);
    refuseStrangers(source, manifest, name);
    const events = await readEvents(source, manifest, name);
    const fault =
      faultOfConfig(manifest.run) ?? faultOfStory(events, manifest.run) ?? faultOfArrays(manifest, events);
    if (fault !== null) throw damaged(name, fault);
    const announced = announcedIn(events);
    await mkdir(workFolder, { recursive: true, mode: 0o700 });
    for (const [at, file] of manifest.files.entries()) {
      progress('Unpacking', at, manifest.files.length);
      await unpackFile({ source, entry: `files/${at}`, workFolder }, file, announced);
    }
    await writeFile(join(workFolder, bundleEntries.manifest), JSON.stringify(manifest), { flag: 'wx' });
    writeFileSync(join(workFolder, bundleEntries.events), events.map(line).join(''), { flag: 'wx' });
  } finally {
    await source.close();
  }
}

const line = (event: JobEvent): string => `${JSON.stringify(event)}\n`;

async function readManifest(source: Source, name: string): Promise<BundleManifest> {
  if (!source.entries.some((entry) => entry.path === bundleEntries.manifest)) throw notABundle(name);
  const bytes = await source.read(bundleEntries.manifest, bundleLimits.manifestBytes);
  const manifest = bundleManifestSchema.safeParse(jsonOf(bytes.toString()));
  if (manifest.success) return manifest.data;
  const issue = manifest.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw badInput(
    `${name} is not a run this version can read: ${bundleEntries.manifest} is not as it should be${where && ` at ${where}`}.`,
    'Export the run again, with a version of the workbench that is not newer than this one.',
  );
}

/** Everything in the archive must be named by the manifest, once, with its size. */
function refuseStrangers(source: Source, manifest: BundleManifest, name: string): void {
  const expected = new Set<string>([bundleEntries.manifest, bundleEntries.events]);
  const sizes = new Map(source.entries.map((entry) => [entry.path, entry.size]));
  const names = new Set<string>();
  for (const [at, file] of manifest.files.entries()) {
    expected.add(`files/${at}`);
    if (sizes.get(`files/${at}`) !== file.bytes) throw damaged(name, `file ${at} is not as long as it says`);
    if (names.has(file.name.toLowerCase())) throw damaged(name, `two files are called ${file.name}`);
    names.add(file.name.toLowerCase());
  }
  const stranger = source.entries.find((entry) => !expected.has(entry.path));
  if (stranger) throw damaged(name, `${JSON.stringify(stranger.path)} does not belong there`);
}

/** The run's story: numbered from 0 without a gap, every line as the wire has it. */
async function readEvents(source: Source, manifest: BundleManifest, name: string): Promise<JobEvent[]> {
  const bytes = await source.read(bundleEntries.events, bundleLimits.eventsBytes);
  if (sha256(bytes) !== manifest.events.sha256) throw damaged(name, 'its events do not have their SHA-256');
  const lines = bytes.toString().split('\n').slice(0, -1);
  if (lines.length !== manifest.events.count) throw damaged(name, 'events are missing');
  return lines.map((text, at) => {
    const event = jobEventSchema.safeParse(jsonOf(text));
    if (!event.success || event.data.seq !== at) throw damaged(name, `event ${at} is not one`);
    return event.data;
  });
}

async function unpackFile(
  { source, entry, workFolder }: { source: Source; entry: string; workFolder: string },
  file: BundleManifest['files'][number],
  announced: ReadonlyMap<string, Announced>,
): Promise<void> {
  const bytes = await source.read(entry, file.bytes);
  if (sha256(bytes) !== file.sha256) throw damaged(source.name, `${file.name} does not have its SHA-256`);
  const artefact = announced.get(file.name);
  const fault = artefact ? faultOfNumbers(bytes, artefact, trainRowsIn(announced)) : null;
  if (fault !== null) throw damaged(source.name, `${file.name} ${fault}`);
  const parts = file.name.split('/');
  const folder = join(workFolder, 'files', ...parts.slice(0, -1));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(join(folder, parts.at(-1) ?? ''), 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function notABundle(name: string): Error {
  return badInput(
    `${name} is not a run: it has no ${bundleEntries.manifest}.`,
    'Choose a file that "Export → Bundle" or "runs export --format bundle" wrote.',
  );
}

function damaged(name: string, why: string): Error {
  return badInput(
    `${name} is damaged: ${why}.`,
    'Nothing was imported. Copy the file again, or export the run again.',
  );
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobEvent } from '@shared/job';
import type { BundleManifest } from '../exports/bundle-manifest';
import { spawnHere } from '../import/importer-fixture';
import type { SpawnChild } from '../ports';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

type Side = { home: string; remove: () => void; workbench: Workbench; client: WorkbenchClient };

async function openSide(withData: boolean): Promise<Side> {
  const { home, remove } = temporaryHome();
  if (withData) await storeTinyDataset(home);
  const trainers = scriptedTrainers(home, {});
  const importers = spawnHere();
  const spawn: SpawnChild = (kind) => (kind === 'importer' ? importers(kind) : trainers.spawn(kind));
  const workbench = await openFixture(home, spawn);
  return { home, remove, workbench, client: clientOf(workbench) };
}

let from: Side;
let to: Side;
let packed: Buffer;

beforeAll(async () => {
  from = await openSide(true);
  to = await openSide(false);
  const request = { dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 6 }, tags: ['good'] };
  await from.client.runs.start({ ...request, name: 'a run to take along' });
  for await (const event of await from.client.runs.watch({ id: 'r1' })) void event;
  await from.client.runs.update({ ids: ['r1'], notes: 'the first good one', starred: true, locked: true });
  packed = await exported(from, 'r1');
});
afterAll(async () => {
  for (const side of [from, to]) {
    await side.workbench.close();
    side.remove();
  }
});

async function exported(side: Side, id: string): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of (await side.workbench.exportRun(id, 'bundle')).pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Imports whether or not the run is already here: the cases below are about what comes of a bundle. */
function importing(bytes: Uint8Array, again = true) {
  const path = join(to.home, 'incoming.zip');
  writeFileSync(path, bytes);
  return to.client.runs.import({ source: { path }, again });
}

async function refusalOf(bytes: Uint8Array): Promise<{ code: string; message: string }> {
  const before = (await to.client.runs.list()).runs.length;
  const error = await importing(bytes).catch((thrown: unknown) => thrown);
  if (!(error instanceof ORPCError)) throw new Error('not refused', { cause: error });
  expect((await to.client.runs.list()).runs).toHaveLength(before);
  expect(readdirSync(join(to.home, 'staging')).filter((name) => name !== 'uploads')).toEqual([]);
  return error.data as { code: string; message: string };
}

describe('a bundle', () => {
  it('makes the same run elsewhere: settings, times, curves, scores, files', async () => {
    const there = await importing(packed);
    const run = await to.client.runs.get({ id: there.id });
    const original = await from.client.runs.get({ id: 'r1' });
    expect(run).toMatchObject({
      name: 'a run to take along',
      status: 'finished',
      tags: ['good', 'imported'],
      notes: 'the first good one',
      starred: true,
      locked: false,
      config: original.config,
      datasetHash: original.datasetHash,
      curves: original.curves,
      scores: original.scores,
      facts: original.facts,
      timing: original.timing,
      engine: original.engine,
      createdAt: original.createdAt,
      startedAt: original.startedAt,
      finishedAt: original.finishedAt,
      dataset: { name: 'tiny', present: false },
    });
    expect(run.artefacts.map(({ name }) => name)).toEqual(original.artefacts.map(({ name }) => name));
    for (const { file, sha256 } of run.artefacts)
      expect(sha(readFileSync(join(to.home, 'runs', there.id, file)))).toBe(sha256);
    const events: JobEvent[] = [];
    for await (const event of await to.client.runs.watch({ id: there.id })) events.push(event);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
    expect(events.every(({ runId }) => runId === there.id)).toBe(true);
  });

  it('is the same bytes when it is exported again, and survives a second journey', async () => {
    expect(sha(await exported(from, 'r1'))).toBe(sha(packed));
    const once = await importing(packed);
    const twice = await importing(await exported(to, once.id));
    const [a, b] = await Promise.all([once, twice].map(({ id }) => to.client.runs.get({ id })));
    expect(b).toEqual({ ...a, id: b?.id });
  });

  it('is not imported a second time, be the run in the trash or called otherwise', async () => {
    const { id } = await importing(packed, false);
    const known = { id, alreadyHere: true };
    await to.client.runs.rename({ id, name: 'another name' });
    expect(await importing(packed, false)).toMatchObject({ ...known, name: 'another name' });
    expect(await importing(await exported(to, id), false)).toMatchObject({ ...known, removedAt: null });
    const { runs } = await to.client.runs.list();
    const ids = runs.map((run) => run.id);
    await to.client.runs.removeMany({ ids });
    expect(await importing(packed, false)).toMatchObject({
      alreadyHere: true,
      removedAt: expect.any(String) as string,
    });
    expect((await to.client.runs.list()).runs).toEqual([]);
    await to.client.runs.restoreMany({ ids });
    const path = join(from.home, 'own.zip');
    writeFileSync(path, packed);
    expect(await from.client.runs.import({ source: { path } })).toMatchObject({
      id: 'r1',
      alreadyHere: true,
    });
  });

  it('of other settings or another story is another run', async () => {
    const other = changed((_, { run }) => void (run.config.seed += 1));
    const first = await importing(other, false);
    expect(first.alreadyHere).toBeUndefined();
    expect(await importing(other, false)).toMatchObject({ id: first.id, alreadyHere: true });
    const later = changed((_, { run }) => void (run.createdAt = '2026-01-01T00:00:00.000Z'));
    expect((await importing(later, false)).alreadyHere).toBeUndefined();
  });

  it('of a version that knew no notes is imported without any', async () => {
    const older = changed((_, { run }) => {
      delete run.notes;
      delete run.starred;
    });
    expect(await importing(older)).toMatchObject({ status: 'finished', notes: '', starred: false });
  });

  it('is refused while a run is not over', async () => {
    const queued = await from.client.runs.start({ dataset: 'tiny', distance: 'triplet', k: 5 });
    await expect(exported(from, queued.id)).rejects.toMatchObject({ code: 'conflict' });
    await from.client.runs.cancel({ id: queued.id });
  });
});

describe('what is not an intact bundle is refused, and leaves nothing', () => {
  const rename = (name: string) => changed((_, { files }) => Object.assign(files[0] ?? {}, { name }));

  it.each([
    ['text', () => Buffer.from('{"run": 1}'), /^incoming\.zip is not a bundle of a run\.$/],
    ['an empty file', () => Buffer.alloc(0), /^incoming\.zip is not a bundle of a run\.$/],
    ['a bundle that is cut off', () => packed.subarray(0, packed.length / 2), /not an intact zip/],
    [
      'a zip of something else',
      () => zipSync({ 'a.txt': Buffer.from('x') }),
      /is not a run: it has no bundle/,
    ],
    ['a newer format', () => changed((_, m) => Object.assign(m, { formatVersion: 2 })), /formatVersion/],
    ['a name that climbs out', () => rename('../../../evil'), /files\.0\.name/],
    ['an absolute name', () => rename('/etc/passwd'), /files\.0\.name/],
    ['a hidden name', () => rename('a/.bashrc'), /files\.0\.name/],
    ['a file of another length', () => changed((_, { files }) => void (files[0]!.bytes += 1)), /not as long/],
    ['a damaged file', () => changed((files) => flip(files['files/0']!)), /SHA-256/],
    ['damaged events', () => changed((files) => flip(files['events.jsonl']!)), /SHA-256/],
    ['a missing file', () => changed((files) => void delete files['files/0']), /not as long/],
    [
      'a file too many',
      () => changed((files) => void (files['files/999'] = Buffer.from('x'))),
      /does not belong/,
    ],
    ['two files of one name', () => changed((_, { files: [a, b] }) => void (b!.name = a!.name)), /two files/],
    [
      'an end that is not its own',
      () => changed((_, { run }) => void (run.status = 'diverged')),
      /say otherwise/,
    ],
    [
      'settings that nobody could have chosen',
      () => changed((_, { run }) => void (run.config.params['margin'] = -1)),
      /--margin is -1/,
    ],
    [
      'a distance that there is not',
      () => changed((_, { run }) => void (run.config.distance = '__proto__')),
      /no distance "__proto__"/,
    ],
    [
      'other epochs than its settings say',
      () => changed((_, { run }) => void (run.epochs = 10_000_000)),
      /epochs/,
    ],
    ['a time that is none', () => changed((_, { run }) => void (run.createdAt = 'soon')), /run\.createdAt/],
    [
      'an end that no bundle has',
      () => changed((_, { run }) => void (run.status = 'running')),
      /say otherwise/,
    ],
  ])('%s', async (_what, bytes, message) => {
    expect(await refusalOf(bytes())).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(message),
    });
  });

  it('nothing at all, or a folder', async () => {
    const refusal = (path: string) =>
      to.client.runs
        .import({ source: { path } })
        .catch((error: unknown) => (error as { data: unknown }).data);
    const nowhere = join(to.home, 'nowhere.mwb.zip');
    expect(await refusal(nowhere)).toMatchObject({
      code: 'not-found',
      message: `There is no file ${nowhere}.`,
    });
    expect(await refusal(join(to.home, 'staging'))).toMatchObject({
      code: 'bad-input',
      message: 'staging is a folder, not a bundle.',
    });
  });

  it('bytes changed anywhere: refused, or the same run', async () => {
    const flipped = fc.tuple(fc.nat({ max: packed.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(flipped, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(packed);
        for (const [at, by] of changes) bytes[at] = (bytes[at] ?? 0) ^ by;
        const answer = await importing(bytes).catch((thrown: unknown) => thrown);
        if (answer instanceof ORPCError)
          expect(['bad-input', 'storage']).toContain((answer.data as { code: string }).code);
        else expect(answer).toMatchObject({ name: 'a run to take along', status: 'finished' });
      }),
      { numRuns: 60 },
    );
    expect(existsSync(join(to.home, 'evil'))).toBe(false);
  });
});

/** The bundle with its entries or its manifest changed. */
function changed(change: (files: Record<string, Uint8Array>, manifest: BundleManifest) => void): Uint8Array {
  const files: Record<string, Uint8Array> = { ...unzipSync(packed) };
  const manifest = JSON.parse(Buffer.from(files['bundle.json'] ?? []).toString()) as BundleManifest;
  change(files, manifest);
  if (files['bundle.json']) files['bundle.json'] = Buffer.from(JSON.stringify(manifest));
  return zipSync(files);
}

function flip(bytes: Uint8Array): void {
  bytes[0] = (bytes[0] ?? 0) ^ 1;
}

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import { createHash } from 'node:crypto';
import { WorkbenchError } from '@shared/errors';
import type { RunDetail } from '@shared/run';
import { bundleEntries, bundleLimits, tooLargeToBundle } from './bundle-limits';
import type { BundleManifest } from './bundle-manifest';
import type { ExportFormat, RunRecord } from './export-format';
import { zipPieces, type ZipPiece } from './zip-pieces';

/** Everything but the images: another workbench imports it and shows the run as it is here. */
export const bundle = {
  id: 'bundle',
  help: 'settings, every event, weights and results, for another workbench (runs import)',
  extension: 'mwb.zip',
  mediaType: 'application/zip',
  async *write({ run, record }) {
    if (run.status === 'queued' || run.status === 'running') throw stillRuns(run);
    const stored = record();
    const events = [...stored.events()];
    const files = await stored.files();
    if (events.length > bundleLimits.events) throw tooLargeToBundle(run.id, `${events.length} events`);
    if (files.length > bundleLimits.files) throw tooLargeToBundle(run.id, `${files.length} files`);
    const lines = Buffer.from(events.map((event) => `${event}\n`).join(''));
    const manifest = manifestOf(run, stored, { count: events.length, sha256: sha256(lines) }, files);
    yield* zipPieces([
      { name: bundleEntries.manifest, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
      { name: bundleEntries.events, bytes: lines },
      ...files.map(({ path }, at): ZipPiece => ({ name: `files/${at}`, path })),
    ]);
  },
} as const satisfies ExportFormat;

function manifestOf(
  run: RunDetail,
  { version }: RunRecord,
  events: BundleManifest['events'],
  files: readonly BundleManifest['files'][number][],
): BundleManifest {
  const { id, name, status, config, tags, notes, starred, createdAt, startedAt, finishedAt } = run;
  const asked = { id, name, status, config, tags, notes, starred, createdAt, startedAt, finishedAt };
  return {
    format: 'metric-workbench-run',
    formatVersion: 1,
    writtenBy: version,
    run: { ...asked, epochs: run.progress.epochs },
    datasetHash: run.datasetHash,
    events,
    files: files.map(({ name: file, bytes, sha256: hash }) => ({ name: file, bytes, sha256: hash })),
  };
}

function stillRuns({ id, status }: RunDetail): WorkbenchError {
  return new WorkbenchError(
    'conflict',
    `Run ${id} is ${status}: a bundle holds a run that is over.`,
    'Wait until it has finished, or cancel it.',
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

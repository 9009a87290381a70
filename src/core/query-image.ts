import type { ImportSource } from '@shared/api';
import { WorkbenchError } from '@shared/errors';
import type { NeighboursOfQuery } from '@shared/neighbours';
import type { FinishedRun } from './finished-run';
import { neighboursOfImage } from './image-neighbours';
import { decodeQueryImage } from './import/decode-query-image';
import type { SpawnChild } from './ports';
import type { Uploads } from './uploads';

/** What `neighbours.ofImage` works with. */
export type QueryImageParts = {
  openRun: (id: string) => Promise<FinishedRun>;
  uploads: Uploads;
  spawn: SpawnChild;
  allowPath: (path: string) => boolean;
};

/** Handler of `neighbours.ofImage`: an uploaded image, or a file of this machine where that is allowed. */
export function queryImageHandler({ openRun, uploads, spawn, allowPath }: QueryImageParts) {
  return async (request: {
    runId: string;
    source: ImportSource;
    k?: number | undefined;
  }): Promise<NeighboursOfQuery> => {
    const run = await openRun(request.runId);
    const { path, name } = place(request.source, uploads, allowPath);
    return neighboursOfImage(run, (shape) => decodeQueryImage(spawn, path, shape, name), request.k);
  };
}

function place(
  source: ImportSource,
  uploads: Uploads,
  allowPath: (path: string) => boolean,
): { path: string; name?: string } {
  if ('upload' in source) return uploads.resolve(source.upload);
  if (allowPath(source.path)) return { path: source.path };
  throw new WorkbenchError(
    'bad-input',
    'Files of this machine cannot be named here.',
    'Upload the image, or use the command line.',
  );
}

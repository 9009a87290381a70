import type { ImportSource } from '@shared/api';
import { WorkbenchError } from '@shared/errors';
import type { NeighboursOfQuery } from '@shared/neighbours';
import { neighboursOfImage, type ImageSpace } from './image-neighbours';
import { decodeQueryImage } from './import/decode-query-image';
import type { SpawnChild } from './ports';
import type { Uploads } from './uploads';

/** What `neighbours.ofImage` works with. */
export type QueryImageParts = {
  /** The space of a run, or of its pixels. */
  openSpace: (runId: string, pixels: boolean) => Promise<ImageSpace>;
  uploads: Uploads;
  spawn: SpawnChild;
  allowPath: (path: string) => boolean;
};

/** Handler of `neighbours.ofImage`: an uploaded image, or a file of this machine where that is allowed. */
export function queryImageHandler({ openSpace, uploads, spawn, allowPath }: QueryImageParts) {
  return async (request: {
    runId: string;
    source: ImportSource;
    k?: number | undefined;
    pixels?: boolean | undefined;
  }): Promise<NeighboursOfQuery> => {
    const space = await openSpace(request.runId, request.pixels ?? false);
    const { path, name } = place(request.source, uploads, allowPath);
    return neighboursOfImage(space, (shape) => decodeQueryImage(spawn, path, shape, name), request.k);
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

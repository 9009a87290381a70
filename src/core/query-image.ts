import type { ImportSource } from '@shared/api';
import type { NeighboursOfQuery } from '@shared/neighbours';
import type { FinishedRun } from './finished-run';
import { neighboursOfImage } from './image-neighbours';
import { decodeQueryImage } from './import/decode-query-image';
import { placeOf, type Places } from './places';
import type { SpawnChild } from './ports';

/** What `neighbours.ofImage` works with. */
export type QueryImageParts = Places & {
  openRun: (id: string) => Promise<FinishedRun>;
  spawn: SpawnChild;
};

/** Handler of `neighbours.ofImage`: an uploaded image, or a file of this machine where that is allowed. */
export function queryImageHandler({ openRun, spawn, ...places }: QueryImageParts) {
  return async (request: {
    runId: string;
    source: ImportSource;
    k?: number | undefined;
  }): Promise<NeighboursOfQuery> => {
    const run = await openRun(request.runId);
    const { path, name } = placeOf(request.source, places);
    return neighboursOfImage(run, (shape) => decodeQueryImage(spawn, path, shape, name), request.k);
  };
}

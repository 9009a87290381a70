import type { ImportSource } from '@shared/api';
import type { NeighboursOfQuery } from '@shared/neighbours';
import { neighboursOfImage, type ImageSpace } from './image-neighbours';
import { decodeQueryImage } from '../import/decode-query-image';
import { placeOf, type Places } from '../places';
import type { SpawnChild } from '../ports';

/** What `neighbours.ofImage` works with. */
export type QueryImageParts = Places & {
  /** The space of a run, or of its pixels. */
  openSpace: (runId: string, pixels: boolean) => Promise<ImageSpace>;
  spawn: SpawnChild;
};

/** Handler of `neighbours.ofImage`: an uploaded image, or a file of this machine where that is allowed. */
export function queryImageHandler({ openSpace, spawn, ...places }: QueryImageParts) {
  return async (request: {
    runId: string;
    source: ImportSource;
    k?: number | undefined;
    pixels?: boolean | undefined;
  }): Promise<NeighboursOfQuery> => {
    const space = await openSpace(request.runId, request.pixels ?? false);
    const { path, name } = placeOf(request.source, places);
    return neighboursOfImage(space, (shape) => decodeQueryImage(spawn, path, shape, name), request.k);
  };
}

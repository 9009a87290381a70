import { openFinishedRun } from '../run/finished-run';
import { imageSpaceOf } from './image-neighbours';
import { neighbourViewHandlers } from './neighbour-views';
import { neighboursHandlers } from './neighbours';
import { neighbourEpochs, neighbourOpener, type NeighbourParts } from './open-neighbours';
import { pixelSpaceOf } from './pixel-space';
import { queryImageHandler, type QueryImageParts } from './query-image';

type Parts = NeighbourParts & Omit<QueryImageParts, 'openSpace'>;

/** Wires everything that answers `neighbours.*`. */
export function wireNeighbours(parts: Parts) {
  const { store, workspace, datasets } = parts;
  const open = neighbourOpener(parts);
  return {
    neighbours: {
      ...neighboursHandlers(open),
      ...neighbourViewHandlers(open),
      epochs: neighbourEpochs(store),
    },
    ofImage: queryImageHandler({
      ...parts,
      openSpace: async (id, pixels) =>
        pixels
          ? pixelSpaceOf(parts, id)
          : imageSpaceOf(await openFinishedRun(store, workspace, datasets, id)),
    }),
  };
}

import { basename } from 'node:path';
import type { Shape } from '../dataset-formats/dataset-format';
import type { SpawnChild } from '../ports';
import { WorkbenchError } from '@shared/errors';
import { badInput } from './bad-input';
import type { FittedImage } from './fit-image';
import { ImporterDied, runImporter } from './run-importer';

const anotherImage = 'Choose another image, as PNG or JPEG.';

/**
 * Decodes an image file in a child process and fits it to a dataset's shape [h, w, c]. Throws `bad-input`
 * naming the file when it is no image or the decoder dies of it.
 */
export async function decodeQueryImage(
  spawnChild: SpawnChild,
  path: string,
  shape: Shape,
  name = basename(path),
): Promise<FittedImage> {
  const job = { type: 'decode', path, name, shape: [...shape] as [number, number, number] } as const;
  try {
    const result = await runImporter(job, {
      spawnChild,
      signal: new AbortController().signal,
      progress: () => {},
    });
    if (result.type === 'pixels' && result.pixels.length === shape[0] * shape[1] * shape[2]) return result;
    throw new ImporterDied('it gave something else');
  } catch (error) {
    if (!(error instanceof ImporterDied)) throw asQuery(error);
    throw badInput(`${name} cannot be decoded (${error.message}).`, anotherImage, error);
  }
}

/** What is wrong with an image, without the advice to import again: nothing is imported. */
export function asQuery(error: unknown): unknown {
  if (!(error instanceof WorkbenchError) || error.code !== 'bad-input') return error;
  return badInput(error.message, anotherImage, error);
}

import { decodeImage, maxImageBytes } from './decode-image';
import type { PreparedImport } from './prepare';
import { resizePixels } from './resize-pixels';
import type { Shape } from '../dataset-formats/dataset-format';

/** One decoded example: `pixels` is [h, w, c] bytes. */
export type DecodedRow = { row: number; shape: Shape; pixels: Uint8Array };

/** How rows are decoded; `about` is told of each file before, so that the one that kills the decoder can be named. */
export type DecodeOptions = { concurrency: number; about(path: string): void };

/** Decodes rows in the order given, a few at a time, scaled to `size` (their own size when null). */
export async function* decodeRows(
  { found }: PreparedImport,
  rows: readonly number[],
  size: readonly [number, number] | null,
  options: DecodeOptions,
): AsyncGenerator<DecodedRow> {
  const decodeOne = async (row: number): Promise<DecodedRow> => {
    const { images } = found;
    if (images.kind === 'pixels') {
      const [height, width, channels] = images.shape;
      const pixels = resizePixels(images.row(row), images.shape, size ?? [height, width]);
      return { row, shape: [...(size ?? ([height, width] as const)), channels], pixels };
    }
    const path = images.paths[row] ?? '';
    const bytes = await found.source.read(path, maxImageBytes);
    options.about(path);
    const { shape, pixels } = await decodeImage(bytes, path, size ?? undefined);
    return { row, shape, pixels };
  };
  yield* inOrder(rows, found.images.kind === 'pixels' ? 1 : options.concurrency, decodeOne);
}

async function* inOrder<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const promise = work(item);
    promise.catch(() => {});
    running.push(promise);
    const oldest = running.length >= concurrency ? running.shift() : undefined;
    if (oldest) yield await oldest;
  }
  for (const promise of running) yield await promise;
}

import { decodeImage, maxImageBytes } from './decode-image';
import type { PreparedImport } from './prepare';
import { resizePixels } from './resize-pixels';
import type { FoundDataset, Shape } from '../dataset-formats/dataset-format';
import { isUnreadable, stopAt, type Unreadable } from './unreadable';

/** One decoded example: `pixels` is [h, w, c] bytes. */
export type DecodedRow = { row: number; shape: Shape; pixels: Uint8Array };

/** How rows are decoded; `about` is told of each file before, so that the one that kills the decoder can be named. */
export type DecodeOptions = { concurrency: number; about(path: string): void };

/**
 * Decodes rows in the order given, a few at a time, scaled to `size` (their own size when null). Throws `bad-input` at the
 * first file that is no image.
 */
export async function* decodeRows(
  { found, leftOut }: PreparedImport,
  rows: readonly number[],
  size: readonly [number, number] | null,
  options: DecodeOptions,
): AsyncGenerator<DecodedRow> {
  for await (const attempt of attemptRows(found, rows, size, options)) {
    // Where unreadable files are left out, this one was readable a moment ago.
    if ('error' in attempt) throw leftOut === null ? stopAt(attempt.error) : attempt.error;
    yield attempt;
  }
}

/** Decodes rows like {@link decodeRows}, but goes on after files that are no images: they come with the reason. */
export async function* attemptRows(
  { images, source }: FoundDataset,
  rows: readonly number[],
  size: readonly [number, number] | null,
  options: DecodeOptions,
): AsyncGenerator<DecodedRow | Unreadable> {
  const decodeOne = async (row: number): Promise<DecodedRow | Unreadable> => {
    if (images.kind === 'pixels') {
      const [height, width, channels] = images.shape;
      const pixels = resizePixels(images.row(row), images.shape, size ?? [height, width]);
      return { row, shape: [...(size ?? ([height, width] as const)), channels], pixels };
    }
    const path = images.paths[row] ?? '';
    try {
      const bytes = await source.read(path, maxImageBytes);
      options.about(path);
      const { shape, pixels } = await decodeImage(bytes, path, size ?? undefined);
      return { row, shape, pixels };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { row, error };
    }
  };
  yield* inOrder(rows, images.kind === 'pixels' ? 1 : options.concurrency, decodeOne);
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

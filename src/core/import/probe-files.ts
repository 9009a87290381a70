import type { FileImages, FoundDataset } from '../dataset-formats/dataset-format';
import { badInput, someOf } from './bad-input';
import { checkImage, maxImageBytes } from './decode-image';
import type { ImageHeader } from './image-header';
import type { Progress } from './progress';

/** What the headers of all image files say; `unreadable` are rows whose file is no image, with the reason. */
export type Probe = { headers: (ImageHeader | null)[]; unreadable: { row: number; error: Error }[] };

/** Reads the header of every image file; rows in `skip` (by path) have none and are not reported. */
export async function probeFiles(
  found: FoundDataset,
  images: FileImages,
  skip: ReadonlySet<string>,
  progress: Progress,
): Promise<Probe> {
  const probe: Probe = { headers: [], unreadable: [] };
  for (const [row, path] of images.paths.entries()) {
    progress('Reading image headers', row, images.paths.length);
    probe.headers.push(null);
    if (skip.has(path)) continue;
    try {
      probe.headers[row] = checkImage(await found.source.read(path, maxImageBytes), path);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      probe.unreadable.push({ row, error });
    }
  }
  return probe;
}

/** Throws `bad-input` naming the files that are no images, if there are any. */
export function refuseUnreadable(images: FileImages, { unreadable }: Probe): void {
  const [first, ...others] = unreadable;
  if (first === undefined) return;
  const names = others.map(({ row }) => images.paths[row] ?? '');
  const more = names.length === 0 ? '' : ` So it is with ${someOf(names)}.`;
  throw badInput(
    `${first.error.message}${more}`,
    'Remove or replace what cannot be read, then import again.',
    first.error,
  );
}

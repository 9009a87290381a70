import type { UnreadableFiles } from '@shared/dataset';
import { plural } from '@shared/plural';
import type { FoundDataset } from '../dataset-formats/dataset-format';
import { badInput } from './bad-input';

import { weedOut, type Look, type Probe } from './probe-files';
import type { Progress } from './progress';
import { describeUnreadable } from './unreadable';

/**
 * Looks for images that cannot be decoded, and makes `probe` forget the header of every unreadable file, those in `skip`
 * (by path) included: what is planned from it afterwards is what would be planned if they were not in the source. Throws
 * `bad-input` for formats without image files, and when fewer than two classes are left.
 */
export async function leaveOut(
  found: FoundDataset,
  probe: Probe | null,
  skip: readonly string[],
  look: Look,
  progress: Progress,
): Promise<UnreadableFiles> {
  const { images } = found;
  if (images.kind === 'pixels' || probe === null)
    throw badInput(
      `${found.source.name} holds arrays of pixels (${found.format}), not image files: none can be left out as unreadable.`,
      'Do not ask for unreadable images to be left out (on the command line: --unreadable stop).',
    );
  for (const [row, path] of images.paths.entries())
    if (skip.includes(path))
      probe.unreadable.push({ row, error: badInput(`${path} made the decoder stop.`, 'Remove the file.') });
  await weedOut(found, probe, look, progress);
  refuseTooFew(found, probe);
  return describeUnreadable(images.paths, probe.unreadable);
}

function refuseTooFew(found: FoundDataset, { headers, unreadable }: Probe): void {
  const left = new Set(found.labels.filter((_, row) => (headers[row] ?? null) !== null));
  const [first] = unreadable;
  const [only = 0] = left;
  if (left.size > 1 || first === undefined) return;
  if (left.size === 0)
    throw badInput(
      `None of the ${plural(headers.length, 'image')} of ${found.source.name} can be read: ${first.error.message}`,
      'Nothing would be left to import: check the files.',
      first.error,
    );
  throw badInput(
    `Only one class of ${found.source.name} (${found.classNames[only] ?? '?'}) is left without the ${plural(unreadable.length, 'image')} that cannot be read.`,
    'A distance is learnt between classes: repair these images, or add others.',
  );
}

import { join } from 'node:path';
import { splitNames, type DatasetManifest, type SplitName } from '@shared/dataset';
import { createArrayFile } from './array-file';
import { badInput } from './bad-input';
import { decodeRows, type DecodeOptions } from './decode-rows';
import { countDuplicates, digestOf } from './duplicates';
import { isGrey } from './pixel-layout';
import { refuseFullDisk } from './free-space';
import { requireSize, type PreparedImport } from './prepare';
import { refuseUnreadable } from './probe-files';
import type { Progress } from './progress';
import { dropColours } from './drop-colours';

/**
 * Writes a prepared import into the existing empty `folder` as `images.u8`, `labels.i32` and `manifest.json`, each
 * synced to disk; gives the warnings. Throws `bad-input` naming files that are no images, unless they are left out already.
 */
export async function writeDataset(
  prepared: PreparedImport,
  folder: string,
  options: DecodeOptions,
  progress: Progress,
): Promise<string[]> {
  const { found, plan, probe, leftOut } = prepared;
  if (found.images.kind === 'files' && probe !== null && leftOut === null)
    refuseUnreadable(found.images, probe);
  const size = requireSize(prepared);
  const order = splitNames.flatMap((split) => plan[split].map((row) => ({ row, split })));
  const classes = usedClasses(
    prepared,
    order.map(({ row }) => row),
  );
  const channels = plannedChannels(
    prepared,
    order.map(({ row }) => row),
  );
  await refuseFullDisk(folder, order.length * (size[0] * size[1] * channels + 4));
  const images = await writeImages(
    prepared,
    order,
    size,
    channels,
    join(folder, 'images.u8'),
    options,
    progress,
  );
  progress('Storing', 0, 0);
  const labels = Int32Array.from(order, ({ row }) => classes.indexOf(found.labels[row] ?? 0));
  const manifest: DatasetManifest = {
    format: 'metric-workbench-dataset-1',
    shape: [size[0], size[1], images.channels],
    classNames: classes.map((label) => found.classNames[label] ?? String(label)),
    splits: { train: plan.train.length, validation: plan.validation.length, test: plan.test.length },
    groups: found.groups && order.map(({ row }) => found.groups?.[row] ?? ''),
    sha256: {
      images: images.sha256,
      labels: await writeWhole(join(folder, 'labels.i32'), littleEndian(labels)),
    },
  };
  await writeWhole(join(folder, 'manifest.json'), Buffer.from(JSON.stringify(manifest)));
  return [...prepared.warnings, ...images.warnings];
}

/** Writes the rows in order; colour images that turn out to be grey throughout are stored with one channel. */
async function writeImages(
  prepared: PreparedImport,
  order: readonly { row: number; split: SplitName }[],
  size: readonly [number, number],
  channels: 1 | 3,
  path: string,
  options: DecodeOptions,
  progress: Progress,
) {
  const file = await createArrayFile(path);
  const duplicates = countDuplicates();
  let grey = channels === 3;
  let done = 0;
  try {
    for await (const image of decodeRows(
      prepared,
      order.map(({ row }) => row),
      size,
      options,
    )) {
      const pixels = image.shape[2] === channels ? image.pixels : tripled(image.pixels);
      grey &&= isGrey(pixels);
      duplicates.add(digestOf(pixels), order[done]?.split ?? 'train');
      await file.write(pixels);
      progress('Reading images', ++done, order.length);
    }
  } catch (error) {
    await file.abandon();
    throw error;
  }
  const warnings = duplicates.warnings();
  const { sha256 } = await file.finish();
  return grey ? { sha256: await dropColours(path), channels: 1, warnings } : { sha256, channels, warnings };
}

/** Classes that have an example in the import, by their number in the source. */
function usedClasses({ found }: PreparedImport, rows: readonly number[]): number[] {
  const used = [...new Set(rows.map((row) => found.labels[row] ?? 0))].sort((a, b) => a - b);
  if (used.length < 2)
    throw badInput(
      `Only one class of ${found.source.name} is left.`,
      'Take more examples, of at least two classes.',
    );
  return used;
}

function plannedChannels({ found, probe }: PreparedImport, rows: readonly number[]): 1 | 3 {
  if (found.images.kind === 'pixels') return found.images.shape[2] === 1 ? 1 : 3;
  return rows.every((row) => probe?.headers[row]?.grey) ? 1 : 3;
}

function tripled(pixels: Uint8Array): Uint8Array {
  const result = new Uint8Array(pixels.length * 3);
  for (let i = 0; i < result.length; i++) result[i] = pixels[Math.floor(i / 3)] ?? 0;
  return result;
}

function littleEndian(values: Int32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setInt32(i * 4, value, true));
  return bytes;
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<string> {
  const file = await createArrayFile(path);
  await file.write(bytes);
  return (await file.finish()).sha256;
}

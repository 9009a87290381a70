import type { ImportOptions, UnreadableFiles } from '@shared/dataset';
import type { FoundDataset } from '../dataset-formats/dataset-format';
import { badInput, someOf } from './bad-input';
import { countSizes, type SizeCount } from './common-size';
import { openDataset } from './open-dataset';
import { openSource } from './open-source';
import { leaveOut } from './leave-out';
import { probeFiles, type Look, type Probe } from './probe-files';
import type { Progress } from './progress';
import { planSplits, type SplitPlan } from './split-plan';
import { planWarnings } from './warnings';
import { packedFolderLimits } from './zip-rules';
import { openZipSource } from './zip-source';

/** What is to be imported: `name` is what the person called the file or folder. */
export type ImportInput = {
  path: string;
  name: string;
  /** Is the file at `path` an archive that stands for a folder? */
  packedFolder?: boolean | undefined;
  options: ImportOptions;
  /** Files to leave out because a decoder died on them before. */
  skip: readonly string[];
};

/** An import decided upon but not yet done. */
export type PreparedImport = {
  found: FoundDataset;
  plan: SplitPlan;
  /** Headers of the image files; null where the source holds decoded pixels. */
  probe: Probe | null;
  sizes: SizeCount[];
  /** Height and width of the dataset to be; null when it must be asked for because the images are too large. */
  size: readonly [number, number] | null;
  warnings: string[];
  /** The unreadable files that the plan leaves out; null when the import stops at them instead. */
  leftOut: UnreadableFiles | null;
};

/** Longest side that is taken without being asked for. */
export const maxSide = 512;

/**
 * Opens the source, reads image headers and decides splits and size. Stops at nothing but wrong data (`bad-input`);
 * files that are no images are only noted in `probe`, or left out of everything that follows: then images are decoded, too,
 * as `look` says, before splits are decided. The caller closes `found.source`.
 */
export async function prepareImport(
  input: ImportInput,
  look: Look,
  progress: Progress,
): Promise<PreparedImport> {
  progress('Opening', 0, 0);
  const found = await openFound(input);
  try {
    const { images } = found;
    const probe =
      images.kind === 'files' ? await probeFiles(found, images, new Set(input.skip), progress) : null;
    const leftOut =
      input.options.unreadable === 'stop' ? null : await leaveOut(found, probe, input.skip, look, progress);
    const usable = usableRows(found, probe);
    const plan = planOf(found, usable, input.options);
    const rows = [...plan.train, ...plan.validation, ...plan.test];
    const sizes = countSizes(rows.map((row) => sizeOf(found, probe, row)));
    const warnings = [
      ...found.warnings,
      ...(leftOut === null ? skipWarning(input.skip) : []),
      ...planWarnings(found, usable, plan, sizes, input.options),
    ];
    return { found, plan, probe, sizes, size: input.options.size ?? defaultSize(sizes), warnings, leftOut };
  } catch (error) {
    await found.source.close();
    throw error;
  }
}

async function openFound({ path, name, packedFolder, options }: ImportInput): Promise<FoundDataset> {
  const source = packedFolder ? await openZipSource(path, name, packedFolderLimits) : openSource(path, name);
  try {
    return await openDataset(source, options.format, options.groupBy);
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** The size, or `bad-input` when it has to be chosen by a person. */
export function requireSize({ found, size, sizes }: PreparedImport): readonly [number, number] {
  if (size !== null) return size;
  const { height, width } = sizes[0] ?? { height: 0, width: 0 };
  throw badInput(
    `The images of ${found.source.name} are mostly ${height} × ${width} pixels, too large to learn from as they are.`,
    `Choose a size of at most ${maxSide} × ${maxSide}, for example 64x64.`,
  );
}

function usableRows(found: FoundDataset, probe: Probe | null): number[] {
  const all = Array.from(found.labels, (_, row) => row);
  const rows = probe === null ? all : all.filter((row) => (probe.headers[row] ?? null) !== null);
  if (rows.length > 0) return rows;
  throw (
    probe?.unreadable[0]?.error ??
    badInput(`No image of ${found.source.name} can be read.`, 'Check the files.')
  );
}

/** Plans over the usable rows only, in the source's own row numbers. */
function planOf(found: FoundDataset, usable: readonly number[], options: ImportOptions): SplitPlan {
  const part = {
    labels: Int32Array.from(usable, (row) => found.labels[row] ?? 0),
    splits: usable.map((row) => found.splits[row] ?? null),
    groups: found.groups && usable.map((row) => found.groups?.[row] ?? ''),
  };
  const plan = planSplits(part, options);
  const back = (rows: number[]) => rows.map((row) => usable[row] ?? 0);
  return { train: back(plan.train), validation: back(plan.validation), test: back(plan.test) };
}

function sizeOf(
  found: FoundDataset,
  probe: Probe | null,
  row: number,
): { height: number; width: number } | null {
  if (found.images.kind === 'files') return probe?.headers[row] ?? null;
  return { height: found.images.shape[0], width: found.images.shape[1] };
}

function defaultSize(sizes: readonly SizeCount[]): readonly [number, number] | null {
  const first = sizes[0];
  return first === undefined || Math.max(first.height, first.width) > maxSide
    ? null
    : [first.height, first.width];
}

function skipWarning(skip: readonly string[]): string[] {
  return skip.length === 0
    ? []
    : [`Left out unreadable files (${skip.length}): the decoder stopped at ${someOf(skip)}.`];
}

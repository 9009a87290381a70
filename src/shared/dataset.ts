import { z } from 'zod';
import { unreadableChoices } from './unreadable-choice';

export { splitNames, type SplitName } from './split';

export const mostNameLetters = 80;

/** Names people give to datasets: shown everywhere, used on the command line, never used as a path. */
export const datasetNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(mostNameLetters)
  .regex(/^[^\p{C}/\\]+$/u, 'A name cannot contain slashes or control characters.');

/** At most so many unreadable files are named. */
export const mostFilesNamed = 50;
export const longestPathNamed = 500;
export const longestReasonNamed = 300;

/** Files that cannot be read as images: `count` of the `of` images of the source, the first ones by name with the reason. */
export const unreadableFilesSchema = z.object({
  count: z.number().int().min(0),
  of: z.number().int().min(0),
  files: z
    .array(z.object({ path: z.string().max(longestPathNamed), why: z.string().max(longestReasonNamed) }))
    .max(mostFilesNamed),
});
export type UnreadableFiles = z.infer<typeof unreadableFilesSchema>;

export const datasetSummarySchema = z.object({
  name: z.string(),
  /** Number of examples over all splits. */
  examples: z.number().int(),
  classes: z.array(z.object({ name: z.string(), count: z.number().int() })),
  /** Height, width, channels (1 or 3) in pixels. */
  shape: z.tuple([z.number().int(), z.number().int(), z.number().int()]),
  splits: z.object({ train: z.number().int(), validation: z.number().int(), test: z.number().int() }),
  /** SHA-256 (hex) of classes, shape, splits, labels and pixels: the name of its folder, too. */
  hash: z.string(),
  format: z.string(),
  /** Where it came from, for people ("fashion-mnist", "upload"). */
  source: z.string(),
  importedAt: z.string(),
  bytes: z.number().int(),
  warnings: z.array(z.string()),
  /** What was left out because it cannot be read; absent when the import was not asked to leave anything out. */
  leftOut: unreadableFilesSchema.optional(),
});
export type DatasetSummary = z.infer<typeof datasetSummarySchema>;

/**
 * `manifest.json` of a dataset folder. Beside it: `images.u8` ([examples, h, w, c], row-major bytes) and
 * `labels.i32` ([examples], little-endian class indices). Examples are ordered train, validation, test, so a
 * split is a range of rows; an example's index is its row over all splits.
 */
export const datasetManifestSchema = z.object({
  format: z.literal('metric-workbench-dataset-1'),
  shape: datasetSummarySchema.shape.shape,
  classNames: z.array(z.string()),
  splits: datasetSummarySchema.shape.splits,
  /** Group id of each example ("images of one object"), or null when no group is known. */
  groups: z.array(z.string()).nullable(),
  sha256: z.object({ images: z.string(), labels: z.string() }),
});
export type DatasetManifest = z.infer<typeof datasetManifestSchema>;

const shareOrCount = z
  .number()
  .min(0)
  .max(10_000_000)
  .refine((value) => value < 1 || Number.isInteger(value), 'It must be a share below 1 or a whole number.');

export const importOptionsSchema = z.object({
  name: datasetNameSchema,
  /** Format id from the registry, or `auto`. */
  format: z.string().max(40).default('auto'),
  /** Height and width to resize to; absent: the commonest size found. */
  size: z.tuple([z.number().int().min(1).max(512), z.number().int().min(1).max(512)]).optional(),
  /** Share (below 1) or number (1 and above) of examples for the split; ignored where the source has its own. */
  validation: shareOrCount.default(0.2),
  test: shareOrCount.default(0),
  /** Keep a stratified subset of this many examples (train and validation together). */
  take: z.number().int().min(2).max(10_000_000).optional(),
  /** Column name (CSV) or a regular expression whose first group names the group of a file. */
  groupBy: z.string().max(200).optional(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
  /** What becomes of files that cannot be read as images: the import stops, or does as if they were not there. */
  unreadable: z.enum(unreadableChoices).default('stop'),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** What an import would give, shown before anything is stored. */
export const importPreviewSchema = z.object({
  format: z.string(),
  examples: z.number().int(),
  classes: z.array(z.object({ name: z.string(), count: z.number().int() })),
  /** Sizes found, commonest first. */
  sizes: z.array(z.object({ height: z.number().int(), width: z.number().int(), count: z.number().int() })),
  channels: z.number().int(),
  splits: datasetSummarySchema.shape.splits,
  warnings: z.array(z.string()),
  /**
   * Files that cannot be read, and how many images were decoded to find them; those that would be left out, when that is
   * asked for. Null for formats without image files.
   */
  unreadable: unreadableFilesSchema.extend({ looked: z.number().int() }).nullable(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

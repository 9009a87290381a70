import type { SplitName } from '@shared/dataset';
import type { Source } from '../import/source';

/** Height, width, channels. */
export type Shape = readonly [height: number, width: number, channels: number];

/** What a format found in a source: everything but the decoding of image files. Row i is example i, in source order. */
export type FoundDataset = {
  /** Id of the format; `zip/<id>` for one inside an archive. */
  format: string;
  classNames: string[];
  /** Class index of each example. */
  labels: Int32Array;
  /** The split that the source itself names; null where it names none. */
  splits: (SplitName | null)[];
  /** Group of each example, or null when none is known. */
  groups: string[] | null;
  images: PixelImages | FileImages;
  warnings: string[];
  /** Where the files of `images` are read from. */
  source: Source;
};

/** Images already decoded, all of one shape; `row(i)` is [h, w, c] bytes and may be a view. */
export type PixelImages = { kind: 'pixels'; shape: Shape; row(index: number): Uint8Array };

/** Images still encoded, one entry of the source each. */
export type FileImages = { kind: 'files'; paths: string[] };

export type OpenContext = {
  groupBy: string | undefined;
  /** Opens another source in the format that fits it best: how an archive hands on. */
  openInner(source: Source): Promise<FoundDataset>;
};

export type DatasetFormat = {
  id: string;
  label: string;
  /** What the source must look like, in one or two sentences. */
  help: string;
  /** Does the source look like it? Reads little. */
  detect(source: Source): Promise<boolean>;
  /** Reads labels, splits and where the images are; throws `bad-input` naming the file that is wrong. */
  open(source: Source, context: OpenContext): Promise<FoundDataset>;
};

/** Declares a format; keeps the literal type of its id. */
export function defineDatasetFormat<const Id extends string>(
  format: DatasetFormat & { id: Id },
): DatasetFormat & { id: Id } {
  return format;
}

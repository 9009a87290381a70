import type { RunDetail } from '@shared/run';
import type { NamedArray } from './named-array';

/** What an export may draw on; arrays and files are read only when they are asked for. */
export type ExportSource = {
  run: RunDetail;
  /** Weights, the embedding of every example, the labels and the sizes of the splits; throws `bad-input` when the run has not finished. */
  arrays(): Promise<readonly NamedArray[]>;
  /** Everything stored of the run, for a bundle. */
  record(): RunRecord;
  /** Which table a format of rows writes. */
  table: ExportTable;
};

/** The tables that a run can be written as. */
export const exportTables = ['epochs', 'error-by-k'] as const;
/** One of {@link exportTables}. */
export type ExportTable = (typeof exportTables)[number];

/** What the store and the run's folder hold: events in order as JSON lines, and the files that belong to them. */
export type RunRecord = {
  /** Version of the program that writes. */
  version: string;
  events(): Iterable<string>;
  /** Existing files by the name that events give them, each with the place where it lies. */
  files(): Promise<readonly { name: string; path: string; bytes: number; sha256: string }[]>;
};

/** A way to write a run to one file for other programs. */
export type ExportFormat = {
  id: string;
  help: string;
  /** Ending of the file's name, without a dot. */
  extension: string;
  mediaType: string;
  /** The file, piece by piece. */
  write(source: ExportSource): AsyncIterable<Uint8Array>;
};

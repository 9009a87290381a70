import type { RunDetail } from '@shared/run';
import type { NamedArray } from './named-array';

/** What an export may draw on; arrays are read only when they are asked for. */
export type ExportSource = {
  run: RunDetail;
  /** Weights, the embedding of every example, and the labels. */
  arrays(): Promise<readonly NamedArray[]>;
  /** Which table a format of rows writes. */
  table: 'epochs' | 'error-by-k';
};

/** A way to write a run to one file for other programs. */
export type ExportFormat = {
  id: string;
  help: string;
  write(source: ExportSource): Promise<Uint8Array>;
};

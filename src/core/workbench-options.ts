import type { ErrorBody } from '@shared/errors';
import type { Clock, SpawnChild } from './ports';
import type { Router } from './router';
import type { ExportRun } from './run/run-exports';
import type { RunBytesHandler } from './run/run-bytes';
import type { MachineInfo } from './system';
import type { PoolTimes } from './training/trainer-pool';

/** What a door decides when it opens a workbench. */
export type WorkbenchOptions = {
  home: string;
  version: string;
  spawn: SpawnChild;
  clock?: Clock;
  /** Only read, beside another process that may be writing. */
  readOnly?: boolean;
  /** Go on with runs left queued by an earlier process; else only runs started here are trained. */
  startQueue?: boolean;
  /** Runs trained at once; 1 when absent. */
  concurrency?: number;
  /** How long to wait for trainers, and how often they save, where that is not as usual. */
  times?: Partial<PoolTimes & { checkpointEveryMs: number }>;
  /** May a call name this path of the host's disk? */
  allowPath: (path: string) => boolean;
  /** Keep some disk space aside, to be able to store that the disk is full? */
  ballast?: boolean;
  /** Hears that nothing can be stored any more, and why. */
  onFault?: ((fault: ErrorBody) => void) | undefined;
  door: 'desktop' | 'serve' | 'cli';
  systemInfo: MachineInfo;
};

/** The core behind one door. */
export type Workbench = {
  router: Router;
  /** One example of the dataset with this hash, as a PNG file; throws `not-found`. */
  examplePng(hash: string, index: number): Promise<Uint8Array>;
  /** Numbers of a finished run that are too many for a call; throws `not-found`, or `conflict` while it has not finished. */
  runBytes: RunBytesHandler;
  /** Stores what a page sends, for an import or a query; throws `bad-input` above the quota. */
  receiveUpload(name: string, body: AsyncIterable<Uint8Array>): Promise<{ upload: string; bytes: number }>;
  /** A run as a file to keep; throws `not-found`, `usage`, or `bad-input` while it has no results. */
  exportRun: ExportRun;
  /** Tells others who find the store in use where its page is. */
  announce(url: string): void;
  /** Stops training at a checkpoint (within seconds), ends every child and gives the store back. */
  close(): Promise<void>;
};

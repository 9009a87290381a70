import type { RunConfig, RunStatus } from '@shared/run';

/** A row of `runs` as SQLite gives it: JSON still as text. */
export type RunRow = {
  id: number;
  name: string;
  status: RunStatus;
  config: string;
  dataset_hash: string;
  tags: string;
  study_id: number | null;
  study_part: string | null;
  study_label: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  engine: string | null;
  path: string | null;
  versions: string | null;
  epoch: number;
  epochs: number;
  last_loss: number | null;
  scores: string | null;
  timing: string | null;
  facts: string | null;
  error: string | null;
  last_seq: number;
  attempt: number;
  removed_at: string | null;
  notes: string;
  starred: 0 | 1;
  locked: 0 | 1;
  /** 1 once it is being deleted for good; such a run is nowhere to be seen. */
  deleting: 0 | 1;
  best_loss: number | null;
  best_validation_error: number | null;
};

/** What is known of a run when it is asked for. */
export type NewRun = {
  name: string;
  config: RunConfig;
  datasetHash: string;
  tags: readonly string[];
  epochs: number;
  createdAt: string;
  study: { row: number; part: string; label: string } | null;
};

/** What a person notes on a run. */
export type Annotations = { tags: readonly string[]; notes: string; starred: boolean; locked: boolean };

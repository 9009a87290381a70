import { z } from 'zod';
import { runStatuses } from './run';
import { splitNames } from './split';
import { mostCompared } from './most-compared';

export const compareRequestSchema = z.object({
  /** Ids in the order in which they are shown; each once. */
  ids: z.array(z.string().max(60)).min(1).max(mostCompared),
  /** The run that the others are tested against; the first when absent. */
  baseline: z.string().max(60).optional(),
  split: z.enum(splitNames).default('validation'),
  /** Neighbours that vote, in every run; each run's own k when absent. */
  k: z.number().int().min(1).max(1000).optional(),
  /** Gives what every query was taken for, too. */
  withPredictions: z.boolean().default(false),
});
export type CompareRequest = z.input<typeof compareRequestSchema>;

const share = z.number().nullable();

/** One run among those compared: its scores at `k`. Everything is null that is not known. */
export const comparedRunSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null when there is no such run, or it was removed. */
  status: z.enum(runStatuses).nullable(),
  /** Why its votes cannot be laid beside the baseline's, as a whole sentence; null when they can. */
  problem: z.string().nullable(),
  /** SHA-256 of the data it was trained and scored on, splits and all. */
  datasetHash: z.string().nullable(),
  k: z.number().int().nullable(),
  error: z.object({ train: share, trainLeaveOneOut: share, validation: share, test: share }),
  /** Of the validation split; they do not depend on k. */
  retrieval: z.object({
    precisionAt1: share,
    rPrecision: share,
    meanAveragePrecisionAtR: share,
    recallAtK: z.record(z.string(), z.number()),
  }),
  /** Queries of the split that the vote gets wrong. */
  wrong: z.number().int().nullable(),
  /** Class index that each query of the split was taken for; null when not asked for, not comparable or too many. */
  predicted: z.array(z.number().int()).nullable(),
});
export type ComparedRun = z.infer<typeof comparedRunSchema>;

/** McNemar's test of a run against the baseline on the queries of one split. */
export const runTestSchema = z.object({
  id: z.string(),
  /** Queries that only the baseline gets wrong, and only this run. */
  fixed: z.number().int(),
  broken: z.number().int(),
  bothRight: z.number().int(),
  bothWrong: z.number().int(),
  method: z.enum(['exact-binomial', 'chi-squared-with-continuity']),
  /** Two-sided; and adjusted after Holm for as many tests as there are in the comparison. */
  pValue: z.number(),
  adjustedPValue: z.number(),
});
export type RunTest = z.infer<typeof runTestSchema>;

/** A setting, or a fact about where a result comes from, of every run compared. */
export const settingRowSchema = z.object({
  key: z.string(),
  label: z.string(),
  isProvenance: z.boolean(),
  /** One for each run, in their order; null where it does not apply. */
  values: z.array(z.union([z.string(), z.number()]).nullable()),
  differs: z.boolean(),
});
export type SettingRow = z.infer<typeof settingRowSchema>;

export const comparisonSchema = z.object({
  baseline: z.string(),
  split: z.enum(splitNames),
  /** As it was asked for: null for each run's own. */
  k: z.number().int().nullable(),
  /** Largest k that can be asked for; 0 when no votes can be counted. */
  maxK: z.number().int(),
  /** Queries of the baseline's split, the dataset row of the first, and their class indices (as `predicted`). */
  queries: z.object({
    count: z.number().int(),
    firstRow: z.number().int(),
    /** Null when predictions were not asked for, or are more than `mostPredictions`. */
    truth: z.array(z.number().int()).nullable(),
  }),
  datasetHash: z.string().nullable(),
  classNames: z.array(z.string()),
  runs: z.array(comparedRunSchema),
  /** Of every run but the baseline whose votes can be laid beside its. */
  tests: z.array(runTestSchema),
  settings: z.array(settingRowSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

import { z } from 'zod';
import { runConfigSchema, runRequestSchema, runStatuses, timingSchema } from './run';

/** One thing that a sweep varies: a setting by its name (`margin`, `learningRate` …), or `k`. */
export const sweepAxisSchema = z.object({
  name: z.string().min(1).max(60),
  values: z.array(z.number()).min(1).max(10_000),
});
export type SweepAxis = z.infer<typeof sweepAxisSchema>;

/** What a person asks for: a run, what to vary about it, and how to measure each configuration. */
export const sweepRequestSchema = runRequestSchema.extend({
  axes: z.array(sweepAxisSchema).max(10).default([]),
  /** 0 is the tutorial's way: train on the training split, choose on the validation split. */
  folds: z.number().int().min(0).max(100).default(5),
  /** Folds around the folds, for an honest estimate of what choosing brings; 0 for none. */
  outerFolds: z.number().int().min(0).max(100).default(0),
  /** Processes that train side by side; absent: as many as the machine bears. */
  workers: z.number().int().min(1).max(64).optional(),
});
export type SweepRequest = z.input<typeof sweepRequestSchema>;

/** What was asked, complete. Never changes once stored. */
export const sweepConfigSchema = z.object({
  /** The run that the axes vary; its seed also draws the folds. */
  base: runConfigSchema,
  axes: z.array(sweepAxisSchema),
  folds: z.number().int(),
  outerFolds: z.number().int(),
  workers: z.number().int().nullable(),
});
export type SweepConfig = z.infer<typeof sweepConfigSchema>;

/** `validation-split`: chosen on the images that also score it, as the tutorial does, so the best error flatters. */
export const selections = ['cross-validation', 'validation-split'] as const;
export type Selection = (typeof selections)[number];

const share = z.number();

/** What one fit came to. Errors are shares (0 to 1); element k − 1 is for k neighbours. */
export const unitResultSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('finished'),
    /** Examples trained on, each counted among its own neighbours; and each excluded from them. */
    train: z.array(share),
    trainLeaveOneOut: z.array(share),
    heldOut: z.array(share),
  }),
  z.object({ status: z.enum(['diverged', 'failed']), message: z.string() }),
]);
export type UnitResult = z.infer<typeof unitResultSchema>;

/**
 * Mean error over the folds that are done, null before the first; its standard error is over folds (n − 1), null below two
 * folds. On a validation split it is the binomial one of the images there.
 */
export const estimateSchema = z.object({ mean: share.nullable(), standardError: share.nullable() });
export type Estimate = z.infer<typeof estimateSchema>;

export const configurationSchema = z.object({
  /** A value for each axis; `k` only when it is one. */
  values: z.record(z.string(), z.number()),
  /** Folds it is measured over; 0 on a validation split. */
  folds: z.number().int(),
  status: z.enum(['waiting', 'finished', 'diverged', 'failed']),
  train: estimateSchema,
  trainLeaveOneOut: estimateSchema,
  /** On what was held out of training. Null while nothing is there, and where any fold diverged or failed. */
  validation: estimateSchema,
  /** Held-out error of each fold (of the validation split: the only element); null where it is not there. */
  foldErrors: z.array(share.nullable()),
  /** Mean held-out error for every k, as `{ "1": …, "2": … }`: k costs no training. */
  errorByK: z.record(z.string(), share),
  /** Against the best: corrected resampled t-test, adjusted by Holm. Null for the best itself and where it cannot be tested. */
  pValue: z.number().nullable(),
  /** True when the test does not tell it from the best at 5 %; true for the best itself, false where it was not tested. */
  indistinguishable: z.boolean(),
});
export type Configuration = z.infer<typeof configurationSchema>;

/** A configuration that was picked: its place in `configurations`, and its values. */
export const choiceSchema = z.object({
  index: z.number().int(),
  values: z.record(z.string(), z.number()),
});
export type Choice = z.infer<typeof choiceSchema>;

export const nestedEstimateSchema = z.object({
  /** For each outer fold: what its inner folds chose, the mean error they gave it, and its error on the outer fold. */
  folds: z.array(z.object({ chosen: choiceSchema, innerError: share, outerError: share })),
  /** Mean of the inner errors: what choosing claims. */
  innerError: share,
  /** What images have to say that took no part in the choice. */
  outer: estimateSchema,
});
export type NestedEstimate = z.infer<typeof nestedEstimateSchema>;

/** What the results of a sweep's units come to. */
export const sweepOutcomeSchema = z.object({
  selection: z.enum(selections),
  /** In the order of the axes' values, the last axis fastest. */
  configurations: z.array(configurationSchema),
  /** Lowest mean held-out error, ties to the simpler; null until every configuration is measured. */
  best: choiceSchema.nullable(),
  /** The simplest whose mean lies within one standard error of the best. */
  oneStandardError: choiceSchema.nullable(),
  /** Null without outer folds, and until they are done. */
  nested: nestedEstimateSchema.nullable(),
  /** Inner minus outer mean error; below 0 by as much as choosing flatters. Null as `nested`. */
  optimismGap: z.number().nullable(),
});
export type SweepOutcome = z.infer<typeof sweepOutcomeSchema>;

/** Everything known about one sweep: what `sweep --json` prints and the page shows. */
export const sweepSummarySchema = sweepOutcomeSchema.extend({
  id: z.string(),
  name: z.string(),
  status: z.enum(runStatuses),
  dataset: z.string(),
  datasetHash: z.string(),
  config: sweepConfigSchema,
  tags: z.array(z.string()),
  /** What computed its fits, with the version; null before the first. */
  engine: z.string().nullable(),
  /** Fits that were not trained again, because an earlier sweep had trained the same on the same engine. */
  reused: z.number().int(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Fits done of all; time left is estimated from those done, null before the first. */
  progress: z.object({
    finished: z.number().int(),
    total: z.number().int(),
    /** 0 to 1, with the parts of fits that are under way. */
    share,
    timeLeftMs: z.number().nullable(),
  }),
  timing: timingSchema.pick({ totalMs: true }),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  /** When it was put into the trash; absent for one that is not in there. */
  removedAt: z.string().optional(),
});
export type SweepSummary = z.infer<typeof sweepSummarySchema>;

/** A row of the list of sweeps. */
export const sweepRowSchema = sweepSummarySchema.omit({ configurations: true, nested: true }).extend({
  /** Held-out error of the best configuration; null until there is one. */
  bestError: estimateSchema.nullable(),
});
export type SweepRow = z.infer<typeof sweepRowSchema>;

import { z } from 'zod';
import {
  artefactSchema,
  embeddingFactsSchema,
  engineSchema,
  histogramSchema,
  holdingRateSchema,
  runConfigSchema,
  scoresSchema,
  timingSchema,
  trainingPathSchema,
  type Engine,
} from './run';
import { unitResultSchema } from './sweep';
import { unitLookSchema } from './sweep-look';

/**
 * Everything a trainer needs for one run; it never asks for more and never opens the database.
 * Folders are absolute paths chosen by the host.
 */
export const jobSchema = z.object({
  runId: z.string(),
  /** Number of the first event this attempt sends; later ones count up by one. */
  firstSeq: z.number().int().min(0),
  config: runConfigSchema,
  /** Folder with `manifest.json`, `images.u8` and `labels.i32` (see `shared/dataset.ts`). */
  datasetFolder: z.string(),
  /** Existing folder of this attempt; the trainer writes checkpoints and artefacts only here. */
  outputFolder: z.string(),
  /** Checkpoint folder to go on from, or null to start anew. */
  checkpoint: z.string().nullable(),
  checkpointEveryMs: z.number().positive(),
});
export type Job = z.infer<typeof jobSchema>;

/** Fits of a sweep that see the same rows in the same batches, trained side by side: one message, many results. */
export const stackJobSchema = z.object({
  /** Address of its events, as a run's id. */
  runId: z.string(),
  firstSeq: z.number().int().min(0),
  datasetFolder: z.string(),
  datasetHash: z.string(),
  /** How the training rows are cut, and the part these fits see (see `ml/sweep/rows.ts`). */
  folding: z.object({ folds: z.number().int(), outerFolds: z.number().int(), seed: z.number().int() }),
  part: z.object({ fold: z.number().int().nullable(), outerFold: z.number().int().nullable() }),
  /** Errors are told for every k from 1 to this. */
  maxK: z.number().int(),
  /** Is a look at each fit wanted, too? */
  looks: z.boolean().default(false),
  /** All alike but for the settings of their loss. */
  units: z
    .array(z.object({ unitId: z.string(), config: runConfigSchema }))
    .min(1)
    .max(64),
});
export type StackJob = z.infer<typeof stackJobSchema>;

/** What the host says to a trainer after `run` or `runStack`: nothing but these. */
export const trainerCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), job: jobSchema }),
  z.object({ type: z.literal('runStack'), job: stackJobSchema }),
  z.object({ type: z.literal('cancel'), runId: z.string() }),
  z.object({ type: z.literal('acknowledge'), runId: z.string(), seq: z.number().int() }),
  /** Asks an idle trainer which engine `auto` means on this machine. */
  z.object({ type: z.literal('probe') }),
  z.object({ type: z.literal('shutdown') }),
]);
export type TrainerCommand = z.infer<typeof trainerCommandSchema>;

/** Errors at the run's k after an epoch (0 to 1); validation is null without such a split. */
export const epochScoresSchema = z.object({
  trainError: z.number(),
  trainLeaveOneOutError: z.number(),
  validationError: z.number().nullable(),
});
export type EpochScores = z.infer<typeof epochScoresSchema>;

const event = { runId: z.string(), seq: z.number().int().min(0) };

/** What a trainer reports; the last event of a job is finished (of a stack: stackFinished), cancelled, diverged or failed. */
export const jobEventSchema = z.discriminatedUnion('type', [
  z.object({
    ...event,
    type: z.literal('started'),
    engine: engineSchema,
    path: trainingPathSchema,
    /** Epoch to go on from: 0 for a new run. */
    epoch: z.number().int(),
    versions: z.record(z.string(), z.string()),
    /** The rate that is used, when it was to be found. */
    learningRate: z.number().optional(),
  }),
  z.object({
    ...event,
    type: z.literal('epochFinished'),
    /** 1 for the first. */
    epoch: z.number().int(),
    /** Mean of the epoch's batch losses; null when it is not finite. */
    loss: z.number().nullable(),
    activeShare: z.number().nullable(),
    /** Training time of this epoch, without its scores. */
    durationMs: z.number(),
    /** Null in epochs whose scores are left out to save time. */
    scores: epochScoresSchema.nullable(),
  }),
  z.object({
    ...event,
    type: z.literal('epochDiagnosed'),
    epoch: z.number().int(),
    /** Validation error for k = 1, 2, …: element k − 1. Null without such a split. */
    validationErrorByK: z.array(z.number()).nullable(),
    /** Squared distances of training pairs (of a stratified subset, when there are many), over one range. */
    sameClass: histogramSchema,
    differentClass: histogramSchema,
    /** Mean length of an embedded training example. */
    meanNorm: z.number(),
    /** How many directions the embedding uses (participation ratio). */
    effectiveRank: z.number(),
    /** File of float32 [count, 2]: principal components of the embedded rows floor(i · examples / count) of the dataset. */
    positions: artefactSchema,
    /** File of float32 [examples, size]: the embedding of every row of the dataset; absent where the run's budget left it out. */
    embedding: artefactSchema.optional(),
  }),
  z.object({
    ...event,
    type: z.literal('checkpointSaved'),
    epoch: z.number().int(),
    /** Steps done in the epoch under way. */
    step: z.number().int(),
    /** Folder name inside the output folder. */
    folder: z.string(),
    /** SHA-256 of its manifest. */
    sha256: z.string(),
  }),
  z.object({
    ...event,
    type: z.literal('finished'),
    scores: scoresSchema,
    facts: embeddingFactsSchema,
    timing: timingSchema,
    artefacts: z.array(artefactSchema),
  }),
  z.object({ ...event, type: z.literal('stackProgress'), epoch: z.number().int(), epochs: z.number().int() }),
  z.object({
    ...event,
    type: z.literal('unitFinished'),
    unitId: z.string(),
    result: unitResultSchema,
    look: unitLookSchema.optional(),
  }),
  z.object({ ...event, type: z.literal('stackFinished'), trainMs: z.number() }),
  z.object({ ...event, type: z.literal('cancelled'), epoch: z.number().int() }),
  z.object({
    ...event,
    type: z.literal('diverged'),
    epoch: z.number().int(),
    message: z.string(),
    hint: z.string(),
    holdingRate: holdingRateSchema,
  }),
  z.object({ ...event, type: z.literal('failed'), code: z.string(), message: z.string(), hint: z.string() }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;
export type JobEventType = JobEvent['type'];

/** Messages from a trainer: events to be stored, and a sign of life that is not. */
export type TrainerMessage =
  | JobEvent
  | { type: 'ready' }
  | { type: 'alive'; runId: string }
  /** The answer to `probe`. */
  | { type: 'engine'; engine: Engine };

export const terminalEventTypes: readonly JobEventType[] = [
  'finished',
  'stackFinished',
  'cancelled',
  'diverged',
  'failed',
];

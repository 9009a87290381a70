import { z } from 'zod';
import { engineChoices } from './engine-choice';

export const runStatuses = [
  'queued',
  'running',
  'finished',
  'cancelled',
  'interrupted',
  'diverged',
  'failed',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Statuses from which a run can be resumed: from its last checkpoint, else from the start. */
export const resumableStatuses: readonly RunStatus[] = ['cancelled', 'interrupted', 'failed'];

export { engineChoices, type EngineChoice, type EngineName } from './engine-choice';

const id = z.string().min(1).max(60);
const paramValues = z.record(z.string().max(60), z.number());

/** What a person asks for: a distance and the settings that differ from its defaults. */
export const runRequestSchema = z.object({
  dataset: z.string().min(1).max(80),
  distance: id,
  embedding: id.optional(),
  loss: id.optional(),
  optimizer: id.optional(),
  sampler: id.optional(),
  normalizer: id.optional(),
  /** By name: `margin`, `learningRate`, `epochs`, `batchSize`, `embeddingSize` … */
  params: paramValues.default({}),
  k: z.number().default(36),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(0),
  engine: z.enum(engineChoices).default('auto'),
  /** Find the learning rate: the largest that holds, from the given one down. */
  autoLearningRate: z.boolean().optional(),
  /** Score after every epoch, whatever time that adds; absent: after as many as add a fifth at most. */
  everyEpoch: z.boolean().optional(),
  name: z.string().trim().max(120).optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
});
export type RunRequest = z.input<typeof runRequestSchema>;

/** What was asked, complete: every part named and every setting given. Never changes once stored. */
export const runConfigSchema = z.object({
  dataset: z.string(),
  distance: id,
  embedding: id,
  /** Null when nothing is trained (plain L2). */
  loss: id.nullable(),
  optimizer: id.nullable(),
  sampler: id.nullable(),
  normalizer: id,
  params: paramValues,
  k: z.number().int(),
  seed: z.number().int(),
  engine: z.enum(engineChoices),
  /** Was the rate to be found? Then `params.learningRate` is where the search began. */
  autoLearningRate: z.boolean().optional(),
  /** Is every epoch scored? It changes nothing about the result. */
  everyEpoch: z.boolean().optional(),
  /** How initial weights are drawn; absent in configs of older versions, which drew them after Box and Muller. */
  initialisation: z.enum(['ziggurat']).optional(),
});
export type RunConfig = z.infer<typeof runConfigSchema>;

/** Share of wrong predictions (0 to 1) at the run's k, and for every k from 1 as `{ "1": …, "2": … }`. */
export const splitScoresSchema = z.object({ error: z.number(), errorByK: z.record(z.string(), z.number()) });
export type SplitScores = z.infer<typeof splitScoresSchema>;

export const scoresSchema = z.object({
  /** Training examples, each counted among its own neighbours, as the tutorial does. */
  train: splitScoresSchema,
  /** Training examples, each excluded from its own neighbours. */
  trainLeaveOneOut: splitScoresSchema,
  /** Null when the dataset has no such split. */
  validation: splitScoresSchema.nullable(),
  test: splitScoresSchema.nullable(),
});
export type Scores = z.infer<typeof scoresSchema>;

/** Equal-width histogram: `counts[i]` values lie in [min + i·w, min + (i+1)·w), w = (max − min) / counts.length. */
export const histogramSchema = z.object({ min: z.number(), max: z.number(), counts: z.array(z.number()) });
export type Histogram = z.infer<typeof histogramSchema>;

/** Retrieval scores of validation queries against the training examples (Musgrave et al. 2020), as shares. */
export const splitRetrievalSchema = z.object({
  /** Counts [classes · classes] at the run's k: entry actual · classes + predicted. */
  confusion: z.array(z.number()),
  /** Null when classes are so large that lists of length R would be too long. */
  scores: z
    .object({
      precisionAt1: z.number(),
      rPrecision: z.number(),
      meanAveragePrecisionAtR: z.number(),
      recallAtK: z.record(z.string(), z.number()),
      queries: z.number().int(),
      withoutReference: z.number().int(),
    })
    .nullable(),
});
export type SplitRetrieval = z.infer<typeof splitRetrievalSchema>;

/** What the doctor says of a finished run, in words. */
export const verdictSchema = z.object({
  kind: z.enum(['collapsed', 'satisfied', 'nothing-to-learn', 'learning-rate']),
  message: z.string(),
  hint: z.string(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** Facts about the fitted embedding that explain a result: is it collapsed, has it moved? */
export const embeddingFactsSchema = z.object({
  /** Frobenius norm of the first linear layer before and after training; null for the identity. */
  initialWeightNorm: z.number().nullable(),
  finalWeightNorm: z.number().nullable(),
  /** Root mean square distance of the training embeddings from their mean, before and after. */
  initialSpread: z.number(),
  finalSpread: z.number(),
  /** Mean squared distance between training examples of the same class, and of different classes. */
  meanSameClassDistance: z.number(),
  meanDifferentClassDistance: z.number(),
  /** Histogram of all entries of the first linear layer, 250 bins, before and after training. */
  initialWeights: histogramSchema.nullable(),
  finalWeights: histogramSchema.nullable(),
  verdicts: z.array(verdictSchema).optional(),
  retrieval: splitRetrievalSchema.nullable().optional(),
});
export type EmbeddingFacts = z.infer<typeof embeddingFactsSchema>;

/** Milliseconds: of steps, of scores (of these, those that are not the run's result), and of everything. */
export const timingSchema = z.object({
  trainMs: z.number(),
  evaluateMs: z.number(),
  diagnosticsMs: z.number().optional(),
  totalMs: z.number(),
});
export type Timing = z.infer<typeof timingSchema>;

export const artefactSchema = z.object({
  name: z.string(),
  /** Path inside the run's folder. */
  file: z.string(),
  dtype: z.enum(['float32', 'int32']),
  shape: z.array(z.number().int()),
  bytes: z.number().int(),
  sha256: z.string(),
});
export type Artefact = z.infer<typeof artefactSchema>;

export const engineSchema = z.object({
  name: z.enum(['native', 'wasm', 'cpu']),
  version: z.string(),
  why: z.string(),
});
export type Engine = z.infer<typeof engineSchema>;

export const trainingPaths = ['gram', 'direct', 'none'] as const;
export const trainingPathSchema = z.enum(trainingPaths);
export type TrainingPath = z.infer<typeof trainingPathSchema>;

/** A smaller learning rate with which a diverged run holds; null where none that was tried does, absent where none was. */
export const holdingRateSchema = z.number().positive().nullable().optional();

const errorBody = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  holdingRate: holdingRateSchema,
});
export type RunError = z.infer<typeof errorBody>;

/** A row of the runs table: what was asked and, so far, what happened. */
export const runSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(runStatuses),
  config: runConfigSchema,
  tags: z.array(z.string()),
  notes: z.string(),
  starred: z.boolean(),
  /** Cannot be removed until it is unlocked. */
  locked: z.boolean(),
  /** When it was put into the trash; null for one that is not in there. */
  removedAt: z.string().nullable(),
  /** The study that planned it, or null. */
  studyId: z.string().nullable(),
  datasetHash: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  engine: engineSchema.nullable(),
  path: trainingPathSchema.nullable(),
  progress: z.object({
    epoch: z.number().int(),
    epochs: z.number().int(),
    /** Estimated from the epochs so far; null before the first. */
    timeLeftMs: z.number().nullable(),
    /** For how long its trainer has said nothing; only there once that is too long (30 s). */
    silentMs: z.number().optional(),
    /** Milliseconds that the steps of the epochs so far took; of a run that stopped on the way, or waits to go on. */
    trainedMs: z.number().optional(),
  }),
  /** Last finite loss; null before the first epoch. */
  lastLoss: z.number().nullable(),
  /** Lowest of any epoch so far; null before one was measured. */
  best: z.object({ loss: z.number().nullable(), validationError: z.number().nullable() }),
  scores: scoresSchema.nullable(),
  timing: timingSchema.nullable(),
  error: errorBody.nullable(),
  /** Highest stored event number: where a watcher goes on from. */
  lastSeq: z.number().int(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** The run of a bundle: a new one, or the one that was here before (then nothing was imported). */
export const importedRunSchema = runSummarySchema.extend({ alreadyHere: z.boolean().optional() });
export type ImportedRun = z.infer<typeof importedRunSchema>;

const tags = z.array(z.string().trim().min(1).max(40)).max(20);
/** Most runs that one call changes. */
export const mostRunsAtOnce = 5000;

/** What a person notes on runs: `tags` and `notes` replace, `addTags` and `removeTags` change each run's own. */
export const runUpdateSchema = z.object({
  ids: z.array(z.string().max(60)).min(1).max(mostRunsAtOnce),
  tags: tags.optional(),
  addTags: tags.optional(),
  removeTags: tags.optional(),
  notes: z.string().trim().max(10_000).optional(),
  starred: z.boolean().optional(),
  locked: z.boolean().optional(),
});
export type RunUpdate = z.infer<typeof runUpdateSchema>;

/** One value an epoch, first epoch first; null where it was not measured or not finite. */
const curve = z.array(z.number().nullable());
export const curvesSchema = z.object({
  loss: curve,
  trainError: curve,
  trainLeaveOneOutError: curve,
  validationError: curve,
  /** Share of pairs or triplets that still pull or push (0 to 1). */
  activeShare: curve,
  /** Training time of each epoch. */
  epochMs: curve.optional(),
});
export type Curves = z.infer<typeof curvesSchema>;

/** Everything known about one run. */
export const runDetailSchema = runSummarySchema.extend({
  curves: curvesSchema,
  facts: embeddingFactsSchema.nullable(),
  artefacts: z.array(artefactSchema),
  versions: z.record(z.string(), z.string()),
  dataset: z.object({ name: z.string(), classNames: z.array(z.string()), present: z.boolean() }),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

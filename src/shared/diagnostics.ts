import { z } from 'zod';
import { histogramSchema } from './run';

/** What the embedding looked like after one scored epoch. */
export const epochDiagnosisSchema = z.object({
  /** 1 for the first. */
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
});
export type EpochDiagnosis = z.infer<typeof epochDiagnosisSchema>;

export const runDiagnosticsSchema = z.object({
  /** First epoch first; thinned evenly when there are more than `mostDiagnosedEpochs` of `shared/thinned.ts`. */
  epochs: z.array(epochDiagnosisSchema),
  positions: z.object({
    /** Rows of the dataset that were placed. */
    rows: z.array(z.number().int()),
    /** Their class indices. */
    labels: z.array(z.number().int()),
    /** Principal components [x₀, y₀, x₁, y₁, …] of these rows; epochs whose file is missing or damaged are left out. */
    epochs: z.array(z.object({ epoch: z.number().int(), xy: z.array(z.number()) })),
  }),
});
export type RunDiagnostics = z.infer<typeof runDiagnosticsSchema>;

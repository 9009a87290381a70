import { z } from 'zod';
import { histogramSchema } from './run';

/** Most fits of a sweep that keep a look: beyond, a sweep keeps its errors only. */
export const mostLooks = 256;
/** Queries of a look, and the nearest rows kept of each. */
export const lookQueries = 24;
export const lookNeighbours = 12;

/** What the embedding of one fit looks like: small enough to be kept for every configuration of a sweep. */
export const unitLookSchema = z.object({
  /** Squared distances of pairs of (up to 300) training images, over one range. */
  sameClass: histogramSchema,
  differentClass: histogramSchema,
  /** Rows of the dataset, held out of training: the same for every configuration. */
  queries: z.array(z.number().int()).max(lookQueries),
  /** [queries · neighbours]: rows of the dataset trained on, nearest first, and their squared distances. */
  neighbours: z.array(z.number().int()).max(lookQueries * lookNeighbours),
  distances: z.array(z.number()).max(lookQueries * lookNeighbours),
});
export type UnitLook = z.infer<typeof unitLookSchema>;

/** The looks of a sweep: what its explorer shows at once while a handle is dragged. */
export const sweepLooksSchema = z.object({
  /** Finished fits whose look was kept; `fit` is the place among the combinations of the axes but k. */
  fits: z.array(unitLookSchema.extend({ fit: z.number().int(), values: z.record(z.string(), z.number()) })),
  /** Fits that are there but without a look, because an earlier version trained them. */
  missing: z.number().int(),
  /** Are there so many fits that no looks are kept? */
  tooMany: z.boolean(),
  classNames: z.array(z.string()),
  /** Class index of every row that is mentioned. */
  classOf: z.record(z.string(), z.number().int()),
});
export type SweepLooks = z.infer<typeof sweepLooksSchema>;

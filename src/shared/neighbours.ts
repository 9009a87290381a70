import { z } from 'zod';
import { splitNames } from './dataset';

/** Which space is searched: the finished run's embedding when neither is given. */
export const searchSpace = {
  /** The embedding as it was after this scored epoch (`neighbours.epochs` tells which were kept); also while the run trains. */
  epoch: z.number().int().min(1).optional(),
  /** The pixels themselves, normalised as the run does: plain squared L2. Of any run whose dataset is there. */
  pixels: z.boolean().optional(),
  /** A training query is not among its own neighbours. Otherwise it is, as in the tutorial. */
  leaveOneOut: z.boolean().optional(),
};
export type SearchSpace = z.output<z.ZodObject<typeof searchSpace>>;

/** One of the k nearest training examples of a query. */
export const neighbourSchema = z.object({
  /** Row of the example in its dataset. */
  index: z.number().int(),
  /** 1 for the nearest. */
  rank: z.number().int(),
  /** Squared distance in the embedding. */
  distance: z.number(),
  /** Class name. */
  class: z.string(),
  /** Is it of the query's class? Null for an image from outside, whose class nobody knows. */
  correct: z.boolean().nullable(),
});
export type Neighbour = z.infer<typeof neighbourSchema>;

export const voteSchema = z.object({
  /** Class with most votes; the lowest class index on ties. */
  class: z.string(),
  votes: z.number().int(),
  /** Votes by class name, most first. */
  counts: z.array(z.object({ class: z.string(), votes: z.number().int() })),
  correct: z.boolean().nullable(),
});
export type Vote = z.infer<typeof voteSchema>;

export const neighboursOfQuerySchema = z.object({
  /** `index` is the row in the dataset (null for an image from outside), `class` its class name. */
  query: z.object({
    index: z.number().int().nullable(),
    split: z.enum(splitNames).nullable(),
    class: z.string().nullable(),
  }),
  neighbours: z.array(neighbourSchema),
  vote: voteSchema,
});
export type NeighboursOfQuery = z.infer<typeof neighboursOfQuerySchema>;

export const neighboursRequestSchema = z.object({
  runId: z.string().max(60),
  ...searchSpace,
  split: z.enum(splitNames).default('validation'),
  /** Neighbours that vote and are listed; the run's own k when absent. */
  k: z.number().int().min(1).max(1000).optional(),
  wrongOnly: z.boolean().default(false),
  /** Only queries of this class. */
  class: z.string().max(500).optional(),
  /** Only queries whose vote at this k is for this class. */
  predicted: z.string().max(500).optional(),
  /** `dataset`: as stored; `least-certain`: smallest share of votes for the winner first. */
  order: z.enum(['dataset', 'least-certain']).default('dataset'),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(24),
});
export type NeighboursRequest = z.input<typeof neighboursRequestSchema>;

/** Epochs of a run whose neighbours can be asked for, first epoch first. */
export const neighbourEpochsSchema = z.object({
  epochs: z.array(z.number().int()),
  /** The epoch after which the results stand; null before the run has finished, or when nothing was trained. */
  final: z.number().int().nullable(),
});
export type NeighbourEpochs = z.infer<typeof neighbourEpochsSchema>;

export const neighboursPageSchema = z.object({
  total: z.number().int(),
  /** Queries of the split, and how many of them are wrong at this k, whatever the filters. */
  queries: z.number().int(),
  /** Size of the split: larger than `queries` when a computed space has too many, and an even sample of them is searched. */
  splitSize: z.number().int(),
  wrong: z.number().int(),
  /** Largest k that can be asked for. */
  maxK: z.number().int(),
  k: z.number().int(),
  items: z.array(neighboursOfQuerySchema),
});
export type NeighboursPage = z.infer<typeof neighboursPageSchema>;

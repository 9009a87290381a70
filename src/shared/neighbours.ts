import { z } from 'zod';
import { splitNames } from './dataset';

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
  runId: z.string(),
  split: z.enum(splitNames).default('validation'),
  /** Neighbours that vote and are listed; the run's own k when absent. */
  k: z.number().int().min(1).max(1000).optional(),
  wrongOnly: z.boolean().default(false),
  /** Only queries of this class. */
  class: z.string().optional(),
  /** `dataset`: as stored; `least-certain`: smallest share of votes for the winner first. */
  order: z.enum(['dataset', 'least-certain']).default('dataset'),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(24),
});
export type NeighboursRequest = z.input<typeof neighboursRequestSchema>;

export const neighboursPageSchema = z.object({
  total: z.number().int(),
  /** Queries of the split, and how many of them are wrong at this k, whatever the filters. */
  queries: z.number().int(),
  wrong: z.number().int(),
  /** Largest k that can be asked for. */
  maxK: z.number().int(),
  k: z.number().int(),
  items: z.array(neighboursOfQuerySchema),
});
export type NeighboursPage = z.infer<typeof neighboursPageSchema>;

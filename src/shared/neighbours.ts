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

const imageSize = z.object({ width: z.number().int(), height: z.number().int() });

/** How an image from outside was made like a dataset's images; one of another shape is stretched, never cropped. */
export const imageFitSchema = z.object({
  from: imageSize,
  to: imageSize,
  /** Were there colours that the dataset's images do not have? */
  turnedGrey: z.boolean(),
  /** Was any of it transparent, and therefore laid on white? */
  laidOnWhite: z.boolean(),
});
export type ImageFit = z.infer<typeof imageFitSchema>;

export const neighboursOfQuerySchema = z.object({
  /** Of an image from outside: the picture as it was searched, in the dataset's size, as a PNG file in base64. */
  picture: z.string().optional(),
  /** Of an image from outside: how it was changed for that. */
  fit: imageFitSchema.optional(),
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

/** Which queries of which space: what tables, hubs and single queries have in common. */
const ofRun = { runId: z.string().max(60), ...searchSpace };
const chosenK = z.number().int().min(1).max(1000);

/** Some queries by their rows. */
export const neighboursOfRowsRequestSchema = z.object({
  ...ofRun,
  rows: z.array(z.number().int().min(0)).max(60),
  /** Most neighbours wanted; fewer come where fewer are kept. */
  k: chosenK,
});
export type NeighboursOfRowsRequest = z.input<typeof neighboursOfRowsRequestSchema>;

/** Most queries of one table; of a larger split an even sample is told. */
export const mostTableQueries = 10_000;

export const neighbourTableRequestSchema = z.object({ ...ofRun, split: z.enum(splitNames) });

/** Everything that votes, filters and orders of a split need at any k, in one answer; byte strings are base64, little-endian. */
export const neighbourTableSchema = z.object({
  splitSize: z.number().int(),
  /** Columns: neighbours known of every query. */
  maxK: z.number().int(),
  /** int32 [queries]: rows of the queries in the dataset, ascending. */
  rows: z.string(),
  /** uint16 [queries]: class indices of the queries. */
  labels: z.string(),
  /** uint16 [queries, maxK]: class indices of their neighbours, nearest first. */
  classes: z.string(),
  /** float32 [queries]: distance of the nearest neighbour of another class less that of the nearest of the own (squared). */
  margins: z.string(),
  /** int8 [queries]: 0 when the margin is exact, 1 when it is at least, −1 when it is at most that. */
  bounds: z.string(),
});
export type NeighbourTable = z.infer<typeof neighbourTableSchema>;

/** Queries among whose neighbours an example is. */
export const occurrencesRequestSchema = z.object({
  ...ofRun,
  split: z.enum(splitNames),
  /** Row of the training example. */
  index: z.number().int().min(0),
});
/** `rank` is 1 where it is the nearest. */
export const occurrencesSchema = z.object({
  queries: z.array(z.object({ row: z.number().int(), rank: z.number().int() })),
});

export const hubsRequestSchema = z.object({
  ...ofRun,
  split: z.enum(splitNames),
  k: chosenK,
  limit: z.number().int().min(1).max(200).default(40),
});
const hubSchema = z.object({
  index: z.number().int(),
  class: z.string(),
  /** Queries among whose k nearest it is, and those of them that are of another class. */
  count: z.number().int(),
  bad: z.number().int(),
});
export type Hub = z.infer<typeof hubSchema>;
export const hubsSchema = z.object({
  k: z.number().int(),
  maxK: z.number().int(),
  queries: z.number().int(),
  splitSize: z.number().int(),
  /** Training examples that could be neighbours. */
  examples: z.number().int(),
  /** Skewness of the k-occurrences (Radovanović et al. 2010). */
  skewness: z.number(),
  /** Examples that are nobody's neighbour, and the first few of them. */
  antiHubs: z.number().int(),
  antiHubExamples: z.array(hubSchema),
  /** Examples by how often they occur, most first. */
  hubs: z.array(hubSchema),
});
export type Hubs = z.infer<typeof hubsSchema>;

export const suspectsRequestSchema = z.object({
  ...ofRun,
  k: chosenK,
  /** Only those whose neighbours agree to at least this share. */
  minShare: z.number().min(0).max(1).default(0.5),
  limit: z.number().int().min(1).max(2000).default(60),
});
const suspectSchema = z.object({
  index: z.number().int(),
  class: z.string(),
  suggested: z.string(),
  /** Share of the k neighbours (itself not among them) that vote for the suggested class, and for its own. */
  share: z.number(),
  ownShare: z.number(),
  /** Nearest neighbours of the suggested class. */
  evidence: z.array(z.object({ index: z.number().int(), rank: z.number().int(), distance: z.number() })),
});
export type Suspect = z.infer<typeof suspectSchema>;
/** Training examples whose neighbours vote for another class, the surest first. */
export const suspectsSchema = z.object({
  k: z.number().int(),
  maxK: z.number().int(),
  queries: z.number().int(),
  splitSize: z.number().int(),
  total: z.number().int(),
  items: z.array(suspectSchema),
});
export type Suspects = z.infer<typeof suspectsSchema>;

import { z } from 'zod';
import { histogramSchema } from './run';

/**
 * Plain squared distances between the pixels of pairs of training images, scaled so that the mean of all pairs is 1; the last bin
 * also holds those beyond.
 */
export const datasetDistancesSchema = z.object({
  /** Training images whose pairs were measured. */
  images: z.number().int(),
  sameClass: histogramSchema,
  differentClass: histogramSchema,
});
export type DatasetDistances = z.infer<typeof datasetDistancesSchema>;

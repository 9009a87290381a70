import { z } from 'zod';

/** What the memory of a run is needed for, in the order in which it is told. */
export const memoryUses = [
  'engine',
  'images',
  'kernel',
  'weights',
  'batches',
  'embedding',
  'scores',
  'uncollected',
] as const;
export type MemoryUse = (typeof memoryUses)[number];

/** The memory that a run or a sweep will need, and whether this machine has it now. */
export const memoryForecastSchema = z.object({
  /** Bytes of all trainers together. */
  neededBytes: z.number(),
  /** Bytes that are free for them now. */
  availableBytes: z.number(),
  /** Trainers that work at the same time. */
  trainers: z.number().int(),
  /** Bytes of one trainer, by what they are for. */
  needs: z.record(z.enum(memoryUses), z.number()),
  fit: z.enum(['fits', 'near', 'exceeds']),
  /** In words, when it does not fit or only just does. */
  warning: z.object({ message: z.string(), hint: z.string() }).nullable(),
});
export type MemoryForecast = z.infer<typeof memoryForecastSchema>;

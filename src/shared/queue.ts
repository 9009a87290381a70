import { z } from 'zod';

/** What waits to be trained, and whether it may. */
export const queueStateSchema = z.object({
  /** Nothing starts until it is resumed; also after a restart. */
  isPaused: z.boolean(),
  /** Queued runs, next first. */
  order: z.array(z.string()),
});
export type QueueState = z.infer<typeof queueStateSchema>;

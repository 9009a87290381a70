import { z } from 'zod';

/** A view of the runs table under a name: `query` is what stands behind the question mark of its address. */
export const savedViewSchema = z.object({
  name: z.string().trim().min(1).max(60),
  query: z.string().max(2000),
});
export type SavedView = z.infer<typeof savedViewSchema>;

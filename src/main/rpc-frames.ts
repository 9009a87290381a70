import { z } from 'zod';

/** Faulty frames after which a connection is closed. */
export const faultyFrameLimit = 10;

/** Largest frame in characters. */
export const frameLimit = 2 ** 20;

/**
 * Says whether a message from a page is a frame of the typed calls: a request, or the end of one, as JSON text. The
 * call's name and input are checked by the contract; this keeps everything else away from the library's decoder.
 */
export function isRpcFrame(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > frameLimit) return false;
  try {
    return frameSchema.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}

const id = z.string().min(1).max(40);

const frameSchema = z.union([
  z.object({
    i: id,
    t: z.literal(1).optional(),
    p: z.object({
      u: z.string().regex(/^\/[a-zA-Z/]{1,100}$/),
      h: z.record(z.string().regex(/^(?!content-)[a-z-]{1,60}$/), z.string().max(1000)).optional(),
      m: z.literal('POST').optional(),
    }),
  }),
  z.object({ i: id, t: z.literal(4) }),
]);

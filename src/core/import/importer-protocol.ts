import { z } from 'zod';
import { importOptionsSchema, importPreviewSchema, unreadableFilesSchema } from '@shared/dataset';
import { imageFitSchema } from '@shared/neighbours';

const input = {
  path: z.string(),
  name: z.string(),
  /** Is the file at `path` an archive that stands for a folder? */
  packedFolder: z.boolean().optional(),
  options: importOptionsSchema,
  skip: z.array(z.string()),
  /** Decode one file at a time and note its name in `workFolder`: after a decoder died. */
  careful: z.boolean(),
  /** Existing empty folder of this job. */
  workFolder: z.string(),
};

/** What the host asks of an importer process: exactly one job, then it may be ended. */
export const importerJobSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('preview'), ...input }),
  /** Leaves `images.u8`, `labels.i32` and `manifest.json` in `workFolder`. */
  z.object({ type: z.literal('import'), ...input }),
  z.object({ type: z.literal('sample'), workFolder: z.string() }),
  /** Unpacks a run's bundle into `workFolder`. */
  z.object({ type: z.literal('bundle'), path: z.string(), name: z.string(), workFolder: z.string() }),
  /** Decodes one image to [h, w, c] bytes. */
  z.object({
    type: z.literal('decode'),
    path: z.string(),
    name: z.string(),
    shape: z.tuple([z.number().int(), z.number().int(), z.number().int()]),
  }),
]);
export type ImporterJob = z.infer<typeof importerJobSchema>;

const errorBody = z.object({
  code: z.enum([
    'usage',
    'bad-input',
    'not-found',
    'conflict',
    'diverged',
    'port-in-use',
    'storage',
    'cancelled',
    'failed',
  ]),
  message: z.string(),
  hint: z.string(),
});

export const importerResultSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('preview'), preview: importPreviewSchema }),
  z.object({
    type: z.literal('dataset'),
    format: z.string(),
    warnings: z.array(z.string()),
    leftOut: unreadableFilesSchema.optional(),
  }),
  z.object({ type: z.literal('bundle') }),
  z.object({
    type: z.literal('pixels'),
    pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    fit: imageFitSchema,
  }),
]);
export type ImporterResult = z.infer<typeof importerResultSchema>;

/** What an importer process says; the last message is `done` or `error`. */
export const importerMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.string(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  z.object({ type: z.literal('done'), result: importerResultSchema }),
  z.object({ type: z.literal('error'), error: errorBody }),
]);
export type ImporterMessage = z.infer<typeof importerMessageSchema>;

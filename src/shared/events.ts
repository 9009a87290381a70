import { z } from 'zod';
import { datasetSummarySchema } from './dataset';
import { presetSchema } from './preset';
import { queueStateSchema } from './queue';
import { runSummarySchema } from './run';
import { studySchema } from './study';
import { sweepSummarySchema } from './sweep';
import { savedViewSchema } from './view';

const errorBody = z.object({ code: z.string(), message: z.string(), hint: z.string() });

/** What changed in the workbench: a client applies these to the snapshot it took. */
export const workbenchEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('runChanged'), run: runSummarySchema }),
  z.object({ type: z.literal('runRemoved'), id: z.string() }),
  /** Many at once: their summaries as the JSON text of an array, which crosses a wire many times faster. */
  z.object({ type: z.literal('runsChanged'), json: z.string() }),
  z.object({ type: z.literal('runsRemoved'), ids: z.array(z.string()) }),
  z.object({ type: z.literal('queueChanged'), queue: queueStateSchema }),
  z.object({ type: z.literal('presetsChanged'), presets: z.array(presetSchema) }),
  z.object({ type: z.literal('viewsChanged'), views: z.array(savedViewSchema) }),
  z.object({ type: z.literal('datasetChanged'), dataset: datasetSummarySchema }),
  z.object({ type: z.literal('datasetRemoved'), name: z.string() }),
  z.object({ type: z.literal('studyChanged'), study: studySchema }),
  /** At most ten times a second; of a very large sweep less often. */
  z.object({ type: z.literal('sweepChanged'), sweep: sweepSummarySchema }),
  z.object({ type: z.literal('sweepRemoved'), id: z.string() }),
  z.object({
    type: z.literal('importProgress'),
    importId: z.string(),
    /** What is being done, in words. */
    phase: z.string(),
    done: z.number().int(),
    /** 0 while it is not known. */
    total: z.number().int(),
  }),
  z.object({ type: z.literal('importFinished'), importId: z.string(), dataset: datasetSummarySchema }),
  /** Nothing can be stored any more, and why; also told to those who begin to watch later. */
  z.object({ type: z.literal('storeFailed'), error: errorBody }),
  z.object({ type: z.literal('importFailed'), importId: z.string(), error: errorBody }),
]);
export type WorkbenchEvent = z.infer<typeof workbenchEventSchema>;

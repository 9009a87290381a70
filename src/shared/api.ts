import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { backupSummarySchema, listedBackupSchema, storeCheckSchema } from './backup';
import { datasetSummarySchema, importOptionsSchema, importPreviewSchema } from './dataset';
import { datasetDistancesSchema } from './dataset-distances';
import { compareRequestSchema, comparisonSchema } from './compare';
import { runDiagnosticsSchema } from './diagnostics';
import { workbenchEventSchema } from './events';
import { jobEventSchema } from './job';
import { memoryForecastSchema } from './memory-forecast';
import {
  hubsRequestSchema,
  hubsSchema,
  neighbourEpochsSchema,
  neighboursOfQuerySchema,
  neighboursOfRowsRequestSchema,
  neighboursPageSchema,
  neighboursRequestSchema,
  neighbourTableRequestSchema,
  neighbourTableSchema,
  occurrencesRequestSchema,
  occurrencesSchema,
  searchSpace,
  suspectsRequestSchema,
  suspectsSchema,
} from './neighbours';
import { presetNameSchema, presetSchema } from './preset';
import { queueStateSchema } from './queue';
import {
  importedRunSchema,
  mostRunsAtOnce,
  runDetailSchema,
  runRequestSchema,
  runSummarySchema,
  runUpdateSchema,
  type RunSummary,
} from './run';
import { studySchema } from './study';
import { sweepLooksSchema } from './sweep-look';
import { sweepRequestSchema, sweepRowSchema, sweepSummarySchema } from './sweep';
import { savedViewSchema } from './view';

const byId = z.object({ id: z.string().max(60) });
const byIds = z.object({ ids: z.array(z.string().max(60)).min(1).max(mostRunsAtOnce) });
const byName = z.object({ name: z.string().max(80) });
/** What an import reads: an upload made before (page), or a path (command line and dialogs of the host, never the page). */
const importSource = z.union([
  /** `packedFolder`: the upload is an archive only because a page cannot send a folder; it is read as that folder. */
  z.object({ upload: z.string().max(60), packedFolder: z.boolean().optional() }),
  z.object({ path: z.string().max(4096) }),
]);
export type ImportSource = z.infer<typeof importSource>;

export const systemInfoSchema = z.object({
  version: z.string(),
  engine: z.object({ name: z.enum(['native', 'wasm', 'cpu']), version: z.string(), why: z.string() }),
  store: z.object({
    path: z.string(),
    version: z.number().int(),
    integrity: z.string(),
    backups: z.array(listedBackupSchema),
  }),
  /** Which doors work on this machine, each with the reason. */
  shells: z.array(z.object({ name: z.string(), available: z.boolean(), why: z.string() })),
});
export type SystemInfo = z.infer<typeof systemInfoSchema>;

/** The whole wire between a page or a command and the core. A command returns at once; progress comes as events. */
export const api = {
  system: {
    info: oc.output(systemInfoSchema),
    /** Every change in the workbench from now on. */
    watch: oc.output(eventIterator(workbenchEventSchema)),
    /** Backs everything up, into the home folder or (command line only) to a path; resolves when the file is safe on the disk. */
    backUp: oc.input(z.object({ path: z.string().max(4096).optional() })).output(backupSummarySchema),
    /** Reads every page of the store and every file that belongs to it. */
    check: oc.output(storeCheckSchema),
    /** Opens an engine ahead of the next run; it is closed again when none comes within two minutes. */
    warmUp: oc.output(z.object({})),
  },
  datasets: {
    list: oc.output(z.object({ datasets: z.array(datasetSummarySchema) })),
    get: oc.input(byName).output(datasetSummarySchema),
    formats: oc.output(z.array(z.object({ id: z.string(), label: z.string(), help: z.string() }))),
    preview: oc
      .input(z.object({ source: importSource, options: importOptionsSchema }))
      .output(importPreviewSchema),
    /** Starts an import; its end is an `importFinished` or `importFailed` event. */
    import: oc
      .input(z.object({ source: importSource, options: importOptionsSchema }))
      .output(z.object({ importId: z.string() })),
    cancelImport: oc.input(z.object({ importId: z.string() })).output(z.object({})),
    /** Makes the built-in sample; ends like an import. */
    sample: oc.input(z.object({ name: z.string().max(80) })).output(z.object({ importId: z.string() })),
    /** Row numbers of examples of one class (all classes when absent), spread over the split. */
    examples: oc
      .input(
        z.object({
          name: z.string(),
          class: z.string().optional(),
          limit: z.number().int().min(1).max(500).default(60),
        }),
      )
      .output(z.object({ examples: z.array(z.object({ index: z.number().int(), class: z.string() })) })),
    /** How far apart its training images are before anything is learned. */
    distances: oc.input(byName).output(datasetDistancesSchema),
    remove: oc.input(byName).output(z.object({})),
    /** Undoes a removal. */
    restore: oc.input(byName).output(datasetSummarySchema),
    /** The removed datasets, the last removed first. */
    trash: oc.output(z.object({ datasets: z.array(datasetSummarySchema) })),
    /** Deletes a dataset in the trash with its files; refused with `conflict` while runs or sweeps need it. */
    deleteForGood: oc.input(byName).output(z.object({})),
  },
  runs: {
    /** Every run outside the trash, newest first. */
    list: oc.output(z.object({ runs: z.array(trusted<RunSummary>()) })),
    /**
     * The same runs (or those in the trash) in pages of JSON text, which cross a wire many times faster when there are
     * thousands: the page after run `before`, or the first; `next` is the `before` of the page to follow.
     */
    packed: oc
      .input(z.object({ before: z.string().max(60).optional(), trash: z.boolean().default(false) }))
      .output(z.object({ json: z.string(), next: z.string().nullable() })),
    get: oc.input(byId).output(runDetailSchema),
    /** Stored and coming events of one run, from the one after `afterSeq`, without gap or duplicate. */
    watch: oc
      .input(z.object({ id: z.string(), afterSeq: z.number().int().default(-1) }))
      .output(eventIterator(jobEventSchema)),
    /** What the embedding looked like after each scored epoch (those after `afterEpoch`). */
    diagnostics: oc
      .input(z.object({ id: z.string().max(60), afterEpoch: z.number().int().min(0).optional() }))
      .output(runDiagnosticsSchema),
    /** Lays runs side by side: what differs, their scores, and McNemar's tests against one of them. */
    compare: oc.input(compareRequestSchema).output(comparisonSchema),
    /** The memory that such a run will need, beside what is free; nothing is started. */
    forecast: oc.input(runRequestSchema).output(memoryForecastSchema),
    start: oc.input(runRequestSchema).output(runSummarySchema),
    cancel: oc.input(byId).output(runSummarySchema),
    /** Stops it at the next step, with a checkpoint; `resume` goes on from there, bit for bit. */
    pause: oc.input(byId).output(runSummarySchema),
    /** Moves a queued run before another one; to the end when `before` is null. */
    move: oc.input(byId.extend({ before: z.string().max(60).nullable() })).output(queueStateSchema),
    resume: oc.input(byId).output(runSummarySchema),
    rename: oc
      .input(z.object({ id: z.string(), name: z.string().trim().min(1).max(120) }))
      .output(runSummarySchema),
    remove: oc.input(byId).output(z.object({})),
    restore: oc.input(byId).output(runSummarySchema),
    /** Makes a run of a bundle that this or another workbench wrote; one that is already here only `again`. */
    import: oc
      .input(z.object({ source: importSource, again: z.boolean().optional() }))
      .output(importedRunSchema),
    /** Notes something on several runs; what is not given stays. */
    update: oc.input(runUpdateSchema).output(z.object({ updated: z.number().int() })),
    /** Removes all of the runs, or none when one of them is locked. */
    removeMany: oc.input(byIds).output(z.object({})),
    restoreMany: oc.input(byIds).output(z.object({})),
    /** The removed runs, the last removed first. */
    trash: oc.output(z.object({ runs: z.array(trusted<RunSummary>()) })),
    /** Deletes runs in the trash with everything they have; those locked, ending or of a study stay there. */
    deleteForGood: oc.input(byIds).output(z.object({ deleting: z.number().int(), kept: z.number().int() })),
  },
  neighbours: {
    list: oc.input(neighboursRequestSchema).output(neighboursPageSchema),
    /** Which epochs of a run can be given as `epoch`; grows while it trains. */
    epochs: oc.input(z.object({ runId: z.string().max(60) })).output(neighbourEpochsSchema),
    /** The neighbours of one example, named by its row in the dataset. */
    ofExample: oc
      .input(
        z.object({
          runId: z.string(),
          index: z.number().int().min(0),
          k: z.number().int().min(1).max(1000).optional(),
          ...searchSpace,
        }),
      )
      .output(neighboursOfQuerySchema),
    /** The neighbours of some examples, in the order of `rows`. */
    ofRows: oc
      .input(neighboursOfRowsRequestSchema)
      .output(z.object({ items: z.array(neighboursOfQuerySchema) })),
    /** What votes, filters and orders at every k are counted from. */
    table: oc.input(neighbourTableRequestSchema).output(neighbourTableSchema),
    /** The queries of a split among whose neighbours a training example is. */
    occurrences: oc.input(occurrencesRequestSchema).output(occurrencesSchema),
    hubs: oc.input(hubsRequestSchema).output(hubsSchema),
    /** Training examples that may be mislabelled. */
    suspects: oc.input(suspectsRequestSchema).output(suspectsSchema),
    /** The neighbours of an uploaded image. */
    ofImage: oc
      .input(
        z.object({
          runId: z.string(),
          source: importSource,
          k: z.number().int().min(1).max(1000).optional(),
          pixels: z.boolean().optional(),
        }),
      )
      .output(neighboursOfQuerySchema),
  },
  studies: {
    list: oc.output(z.object({ studies: z.array(studySchema) })),
    get: oc.input(byId).output(studySchema),
    startTutorial: oc
      .input(
        z.object({
          dataset: z.string().max(80),
          engine: z.enum(['auto', 'native', 'wasm', 'cpu']).default('auto'),
        }),
      )
      .output(studySchema),
    cancel: oc.input(byId).output(studySchema),
    /** Goes on with every run that was cut short. */
    resume: oc.input(byId).output(studySchema),
  },
  queue: {
    get: oc.output(queueStateSchema),
    /** Starts nothing more, also after a restart; what is trained stops at its next step and is the first to go on. */
    pause: oc.output(queueStateSchema),
    resume: oc.output(queueStateSchema),
  },
  sweeps: {
    list: oc.output(z.object({ sweeps: z.array(sweepRowSchema) })),
    get: oc.input(byId).output(sweepSummarySchema),
    /** The memory that the trainers of such a sweep will need together, beside what is free; nothing is started. */
    forecast: oc.input(sweepRequestSchema).output(memoryForecastSchema),
    start: oc.input(sweepRequestSchema).output(sweepSummarySchema),
    /** Ends it; what is measured stays, and it can be resumed. */
    cancel: oc.input(byId).output(sweepSummarySchema),
    /** Trains what has no result yet, and what failed. */
    resume: oc.input(byId).output(sweepSummarySchema),
    remove: oc.input(byId).output(z.object({})),
    restore: oc.input(byId).output(sweepSummarySchema),
    /** The removed sweeps, the last removed first. */
    trash: oc.output(z.object({ sweeps: z.array(sweepRowSchema) })),
    /** Deletes a sweep in the trash with everything it has; refused with `conflict` while it is still ending. */
    deleteForGood: oc.input(byId).output(z.object({})),
    /** What its configurations look like: distances, and neighbours of a few held-out images. */
    looks: oc.input(byId).output(sweepLooksSchema),
    /** Trains again the fits whose look was not kept. */
    retrain: oc.input(byId).output(sweepSummarySchema),
    /** Starts a run with the settings of a configuration, named by its place in `configurations`. */
    openAsRun: oc
      .input(z.object({ id: z.string().max(60), index: z.number().int().min(0) }))
      .output(runSummarySchema),
  },
  presets: {
    /** Own ones; the built-in ones are in `ml/presets.ts`. */
    list: oc.output(z.object({ presets: z.array(presetSchema) })),
    /** Saves settings of runs under a name; one of the same name is replaced. */
    save: oc.input(presetSchema).output(z.object({ presets: z.array(presetSchema) })),
    rename: oc
      .input(z.object({ name: presetNameSchema, to: presetNameSchema }))
      .output(z.object({ presets: z.array(presetSchema) })),
    remove: oc.input(byName).output(z.object({ presets: z.array(presetSchema) })),
  },
  views: {
    list: oc.output(z.object({ views: z.array(savedViewSchema) })),
    /** Saves a view of the runs table; one of the same name is replaced. */
    save: oc.input(savedViewSchema).output(z.object({ views: z.array(savedViewSchema) })),
    remove: oc.input(byName).output(z.object({ views: z.array(savedViewSchema) })),
  },
};
/** What this program made of its own typed rows: checking ten thousand of them again takes longer than making them. */
function trusted<T>(): z.ZodType<T> {
  return z.custom<T>();
}

export type Api = typeof api;

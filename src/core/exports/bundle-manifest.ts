import { z } from 'zod';
import { runConfigSchema, runStatuses } from '@shared/run';
import { bundleLimits } from './bundle-limits';

const text = (longest: number) => z.string().max(longest);

/** As `Date` writes it. */
const time = z.iso.datetime().max(40);

/** A name inside a run's folder: plain parts, none hidden, at most three deep. */
export const bundledName = z
  .string()
  .max(200)
  .regex(/^[a-zA-Z0-9_][\w.-]*(\/[a-zA-Z0-9_][\w.-]*){0,2}$/);

/** `bundle.json`: what was asked, from which data, and a list of the files with their SHA-256. */
export const bundleManifestSchema = z.object({
  format: z.literal('metric-workbench-run'),
  formatVersion: z.literal(1),
  writtenBy: text(60),
  run: z.object({
    id: text(60),
    name: z.string().trim().min(1).max(120),
    status: z.enum(runStatuses),
    config: runConfigSchema,
    tags: z.array(text(40).trim().min(1)).max(20),
    /** Absent in bundles of versions that knew no notes. */
    notes: text(10_000).optional(),
    starred: z.boolean().optional(),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    epochs: z.number().int().min(0).max(10_000_000),
  }),
  /** The data are not in the bundle: their SHA-256 tells whether they are here. */
  datasetHash: z.string().regex(/^[0-9a-f]{64}$/),
  events: z.object({ count: z.number().int().min(0).max(bundleLimits.events), sha256: text(64) }),
  /** File `i` is the entry `files/i`. */
  files: z
    .array(
      z.object({
        name: bundledName,
        bytes: z.number().int().min(0).max(bundleLimits.fileBytes),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(bundleLimits.files),
});
export type BundleManifest = z.infer<typeof bundleManifestSchema>;

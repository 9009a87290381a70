import { z } from 'zod';

/** A backup that was made: where it is, and what it holds. */
export const backupSummarySchema = z.object({
  path: z.string(),
  bytes: z.number(),
  /** Files of datasets and runs. */
  files: z.number().int(),
  createdAt: z.string(),
  /** Of the workbench that made it. */
  version: z.string(),
  runs: z.number().int(),
  datasets: z.number().int(),
  sweeps: z.number().int(),
});
export type BackupSummary = z.infer<typeof backupSummarySchema>;

/** A backup that lies in the home folder. */
export const listedBackupSchema = z.object({
  path: z.string(),
  bytes: z.number(),
  createdAt: z.string(),
  /** Made by hand, or by itself before the store was brought to a newer schema. */
  kind: z.enum(['whole', 'before-migration']),
});
export type ListedBackup = z.infer<typeof listedBackupSchema>;

/** What reading everything has found: problems in words, none when all is well. */
export const storeCheckSchema = z.object({ problems: z.array(z.string()), files: z.number().int() });
export type StoreCheck = z.infer<typeof storeCheckSchema>;

import { z } from 'zod';

/** One row of a study's comparison table: a run's part in it and what came out. Errors are shares, 0 to 1. */
export const studyRowSchema = z.object({
  part: z.string(),
  label: z.string(),
  runId: z.string(),
  status: z.string(),
  trainError: z.number().nullable(),
  trainLeaveOneOutError: z.number().nullable(),
  validationError: z.number().nullable(),
  bestK: z.number().int().nullable(),
  bestKValidationError: z.number().nullable(),
  trainMs: z.number().nullable(),
  /** The margin, in the part that varies it. */
  margin: z.number().nullable(),
});
export type StudyRow = z.infer<typeof studyRowSchema>;

export const studyPartSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** What the part does, before any result. */
  question: z.string(),
  /** What is seen, computed from the results; empty while they are not there. */
  findings: z.array(z.string()),
  runIds: z.array(z.string()),
});
export type StudyPart = z.infer<typeof studyPartSchema>;

export const studySchema = z.object({
  id: z.string(),
  kind: z.literal('tutorial'),
  dataset: z.string(),
  createdAt: z.string(),
  /** `running` until every run of it has ended. */
  status: z.enum(['running', 'finished', 'cancelled', 'interrupted', 'failed']),
  progress: z.object({
    finished: z.number().int(),
    total: z.number().int(),
    timeLeftMs: z.number().nullable(),
  }),
  parts: z.array(studyPartSchema),
  /** The comparison: one row for each of the four distances. */
  table: z.array(studyRowSchema),
  /** The margin sweep: one row for each margin; `bestMargin` is chosen on the validation split, as the tutorial does. */
  sweep: z.array(studyRowSchema),
  bestMargin: z.number().nullable(),
});
export type Study = z.infer<typeof studySchema>;

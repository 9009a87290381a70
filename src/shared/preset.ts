import { z } from 'zod';
import { runRequestSchema } from './run';

const mostParams = 60;

/** Settings of a run that do not belong to one dataset, one seed or one machine. */
export const presetSettingsSchema = runRequestSchema
  .pick({
    distance: true,
    embedding: true,
    loss: true,
    optimizer: true,
    sampler: true,
    normalizer: true,
    autoLearningRate: true,
    everyEpoch: true,
  })
  .extend({
    /** Those that are not named keep the distance's defaults. */
    params: z
      .record(z.string().max(60), z.number())
      .refine((params) => Object.keys(params).length <= mostParams, `At most ${mostParams} settings.`),
    k: z.number().int().min(1).optional(),
  });
export type PresetSettings = z.infer<typeof presetSettingsSchema>;

export const presetNameSchema = z.string().trim().min(1).max(60);

/** Settings under a name. */
export const presetSchema = z.object({ name: presetNameSchema, settings: presetSettingsSchema });
export type Preset = z.infer<typeof presetSchema>;

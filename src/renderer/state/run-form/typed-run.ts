import './zod-without-code';
import { distances } from '@ml/distances/index';
import { runRequestSchema, type RunRequest } from '@shared/run';

const longest = 4000;

/** What was typed for a run, as a link carries it; undefined for what is no run that can be typed here. */
export function typedRun(text: string | undefined): RunRequest | undefined {
  if (!text || text.length > longest) return undefined;
  try {
    // A field that was left empty came as null: it keeps its default.
    const given = JSON.parse(text, (_key, value: unknown) => value ?? undefined) as unknown;
    const { data } = runRequestSchema.safeParse(given);
    return data && distances.some(({ id }) => id === data.distance) ? data : undefined;
  } catch {
    return undefined;
  }
}

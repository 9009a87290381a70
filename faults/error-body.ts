import { toErrorBody } from '@shared/errors';

/** What a person is told of an error; those that crossed the typed calls carry it as `data`. */
export function errorBodyOf(error: unknown): { code: string; message: string; stack?: string | null } {
  const { data } = error as { data?: { code: string; message: string } };
  if (data?.code) return data;
  return { ...toErrorBody(error), stack: error instanceof Error ? (error.stack ?? null) : null };
}

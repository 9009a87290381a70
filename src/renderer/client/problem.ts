import { toErrorBody } from '@shared/errors';

/** What a person is told when something fails: what happened and what to do. */
export type Problem = { message: string; hint: string };

/** Anything thrown by a call → {@link Problem}; errors of the core carry theirs as `data`. */
export function problemOf(error: unknown): Problem {
  const data = error instanceof Error && 'data' in error ? error.data : undefined;
  if (isProblem(data)) return { message: data.message, hint: data.hint };
  if (isProblem(error)) return { message: error.message, hint: error.hint };
  if (isNetworkError(error))
    return {
      message: 'The workbench did not answer.',
      hint: 'It is being reconnected; try again in a moment.',
    };
  return toErrorBody(error);
}

function isProblem(data: unknown): data is Problem {
  return typeof data === 'object' && data !== null && 'message' in data && 'hint' in data;
}

function isNetworkError(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof Error && /closed|not open|abort/i.test(`${error.name} ${error.message}`))
  );
}

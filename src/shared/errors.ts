/** What went wrong, in one word; each maps to an exit code on the command line. */
export type ErrorCode =
  | 'usage'
  | 'bad-input'
  | 'not-found'
  | 'conflict'
  | 'diverged'
  | 'port-in-use'
  | 'storage'
  | 'cancelled'
  | 'failed';

/** Exit codes of the command line, as `design/product.md` fixes them. */
export const exitCodes: Record<ErrorCode, number> = {
  usage: 2,
  'bad-input': 3,
  'not-found': 3,
  conflict: 3,
  diverged: 4,
  'port-in-use': 5,
  storage: 6,
  cancelled: 130,
  failed: 1,
};

/** The data form of an error: what crosses a wire and what `--json` prints. */
export type ErrorBody = { code: ErrorCode; message: string; hint: string };

/** An error meant for a person: what happened (`message`) and what to do about it (`hint`). */
export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get body(): ErrorBody {
    return { code: this.code, message: this.message, hint: this.hint };
  }
}

/** Turns anything thrown into an {@link ErrorBody}; unknown errors keep their message and get code `failed`. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof WorkbenchError) return error.body;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'failed',
    message,
    hint: 'This is a fault in the workbench. Please report it with the log.',
  };
}

/** Compile-time proof that a union is exhausted. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${String(value)}`);
}

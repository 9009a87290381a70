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

/** What the disk says when it takes nothing more, by the system's code. */
const diskFaults: Readonly<Record<string, Omit<ErrorBody, 'code'>>> = {
  ENOSPC: { message: 'Disk full.', hint: 'Free space and press Resume, or try again.' },
  EDQUOT: {
    message: 'Disk full: your quota is used up.',
    hint: 'Free space and press Resume, or try again.',
  },
  EIO: { message: 'Storage error: the disk failed.', hint: 'Check the disk, then resume or try again.' },
  EROFS: { message: 'The disk can only be read.', hint: 'Make it writable, then resume or try again.' },
};

/** Turns anything thrown into an {@link ErrorBody}; unknown errors keep their message and get code `failed`. */
export function toErrorBody(error: unknown): ErrorBody {
  if (error instanceof WorkbenchError) return error.body;
  const disk = diskFaultOf(error);
  if (disk) return { code: 'storage', ...disk };
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

function diskFaultOf(error: unknown): Omit<ErrorBody, 'code'> | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return Object.hasOwn(diskFaults, error.code) ? diskFaults[error.code] : undefined;
}

import { ORPCError, ValidationError } from '@orpc/server';
import Database from 'better-sqlite3';
import { ZodError } from 'zod';
import { toErrorBody, WorkbenchError, type ErrorBody, type ErrorCode } from '@shared/errors';
import { wordsOfIssue } from '@shared/issue-words';
import type { Log } from './log';
import { plainError } from './store/sqlite-errors';

/** What a client catches: its `data` is the body of the error, for people. */
export type WireError = ORPCError<string, ErrorBody>;

/** Makes anything thrown by a handler into a {@link WireError}; faults of the program are logged and say nothing more. */
export function wireError(error: unknown, storeFile: string, log: Log): WireError {
  if (error instanceof ORPCError && isBody(error.data)) return error as WireError;
  const plain = plainError(error, storeFile);
  const body = bodyOf(plain);
  if (error instanceof Database.SqliteError || !(plain instanceof WorkbenchError))
    log.error({ err: error }, 'call failed');
  return new ORPCError(wireCodes[body.code] ?? 'INTERNAL_SERVER_ERROR', {
    message: body.message,
    data: body,
    cause: error,
  });
}

const wireCodes: Partial<Record<ErrorCode, string>> = {
  usage: 'BAD_REQUEST',
  'bad-input': 'BAD_REQUEST',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  cancelled: 'CLIENT_CLOSED_REQUEST',
};

function bodyOf(error: unknown): ErrorBody {
  if (error instanceof WorkbenchError) return error.body;
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    return { code: 'bad-input', message: issuesOf(error.cause), hint: 'Check the value and try again.' };
  }
  if (isUnreadable(error)) return unreadable;
  const body = toErrorBody(error);
  return body.code === 'storage' ? body : { ...body, message: 'Something went wrong in the workbench.' };
}

/**
 * A stored value that is no JSON, or not what was stored: SQLite's own checks do not see that. JSON with another key, or a date that is
 * none, shows as a TypeError or RangeError; these may be faults of the program as well, and the words say so.
 */
function isUnreadable(error: unknown): boolean {
  const isOutput = error instanceof ORPCError && error.cause instanceof ValidationError;
  return isOutput || [SyntaxError, ZodError, TypeError, RangeError].some((kind) => error instanceof kind);
}

const unreadable: ErrorBody = {
  code: 'storage',
  message: 'The store holds a value that cannot be read: it is damaged, or this is a fault in the workbench.',
  hint: 'Run `metric-workbench doctor --full`. Restore a backup if it finds damage; else please report it with the log.',
};

function issuesOf({ issues, data }: ValidationError): string {
  const told = issues.slice(0, 3).map((issue) => wordsOfIssue(issue, data));
  return [...new Set(told)].join(' ');
}

function isBody(data: unknown): data is ErrorBody {
  return typeof data === 'object' && data !== null && 'code' in data && 'message' in data && 'hint' in data;
}

/** Passes a stream on, with the errors that end it made fit for the wire. */
export function guarded<T>(
  stream: AsyncGenerator<T, void, undefined>,
  asWire: (error: unknown) => Error,
): AsyncGenerator<T, void, undefined> {
  const next = stream.next.bind(stream);
  stream.next = () =>
    next().catch((error: unknown) => {
      throw asWire(error);
    });
  return stream;
}

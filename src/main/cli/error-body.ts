import { exitCodes, toErrorBody, type ErrorBody, type ErrorCode } from '@shared/errors';
import { wordsOfIssue, type Issue } from '@shared/issue-words';

/** What to tell a person about anything thrown: by the core, or by the typed calls around it. */
export function errorBodyOf(error: unknown): ErrorBody {
  return bodyIn(error) ?? invalidInput(error) ?? toErrorBody(error);
}

/** The exit code of an error; 1 for codes that the command line does not know. */
export function exitCodeOf(code: string): number {
  return isErrorCode(code) ? exitCodes[code] : 1;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(exitCodes, code);
}

/** An error that crossed the typed calls carries its body as `data`. */
function bodyIn(error: unknown): ErrorBody | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('code' in data) || !isErrorCode(data.code))
    return undefined;
  const { message, hint } = data as Partial<ErrorBody>;
  return { code: data.code, message: message ?? String(error), hint: hint ?? '' };
}

/** Input refused by a schema of the contract. */
function invalidInput(error: unknown): ErrorBody | undefined {
  const issue = issuesIn(error)?.[0];
  if (!issue) return undefined;
  const message = wordsOfIssue(issue, undefined);
  return { code: 'bad-input', message, hint: 'Add --help to see the legal values.' };
}

function issuesIn(error: unknown): readonly Issue[] | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const holder =
    'data' in error && typeof error.data === 'object' && error.data !== null ? error.data : error;
  if (!('issues' in holder) || !Array.isArray(holder.issues)) return undefined;
  return holder.issues as Issue[];
}

import { WorkbenchError, type ErrorCode } from '@shared/errors';

/** Sends one file to the host's staging area; gives the id by which an import names it. */
export async function uploadFile(name: string, body: Blob, signal: AbortSignal): Promise<string> {
  const response = await fetch(`/uploads?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'x-metric-workbench': '1' },
    body,
    signal,
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok && hasUpload(answer)) return answer.upload;
  const { code, message, hint } = errorOf(answer) ?? {};
  throw new WorkbenchError(
    (code ?? 'failed') as ErrorCode,
    message ?? `${name} could not be sent (${response.status} ${response.statusText}).`,
    hint ?? 'Try again; for very large datasets use "metric-workbench datasets import" on the command line.',
  );
}

function hasUpload(answer: unknown): answer is { upload: string } {
  return (
    typeof answer === 'object' && answer !== null && 'upload' in answer && typeof answer.upload === 'string'
  );
}

function errorOf(answer: unknown): { code?: string; message?: string; hint?: string } | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  return 'error' in answer && typeof answer.error === 'object' && answer.error ? answer.error : answer;
}

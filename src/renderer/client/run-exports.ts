import { WorkbenchError, type ErrorCode } from '@shared/errors';

/** A file that the host has written: its name and bytes. */
export type FetchedFile = { name: string; blob: Blob };

/**
 * Fetches a run in one of the export formats (`table`: which rows of csv), telling how many bytes have come. Throws what
 * the host says is wrong; nothing is half there.
 */
export async function fetchExport(
  { runId, format, table }: { runId: string; format: string; table?: string | undefined },
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<FetchedFile> {
  const response = await fetch(`/exports/${runId}/${format}${table ? `?table=${table}` : ''}`, { signal });
  if (!response.ok || !response.body) throw await refusalOf(response, runId);
  const parts: BlobPart[] = [];
  let bytes = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.byteLength;
    progress(bytes);
  }
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return { name: fileNameOf(response.headers, `${runId}.${format}`), blob: new Blob(parts, { type }) };
}

/** The name that a `content-disposition` gives, or another. */
export function fileNameOf(headers: Headers, otherwise: string): string {
  return /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? otherwise;
}

async function refusalOf(response: Response, runId: string): Promise<WorkbenchError> {
  const answer = (await response.json().catch(() => null)) as { error?: Record<string, string> } | null;
  const { code = 'failed', message, hint } = answer?.error ?? {};
  return new WorkbenchError(
    code as ErrorCode,
    message ?? `Run ${runId} could not be exported (answer ${response.status}).`,
    hint ?? 'Try again, or use "metric-workbench runs export" on the command line.',
  );
}

import type { Workbench } from '@core/workbench';
import { toErrorBody, WorkbenchError, type ErrorCode } from '@shared/errors';

/** Largest upload: 20 GiB, the same as the largest archive that may be unpacked. */
export const uploadLimitBytes = 20 * 2 ** 30;

/**
 * Streams the body of `POST /uploads?name=…` to the workbench, never holding more than a piece of it, and answers
 * `{ upload, bytes }` or `{ error: { code, message, hint } }`. The name is only for people and for its ending.
 */
export async function readUpload(
  request: Request,
  workbench: Pick<Workbench, 'receiveUpload'>,
  limitBytes: number,
): Promise<Response> {
  const name = new URL(request.url).searchParams.get('name') ?? '';
  if (!uploadName.test(name)) return refusal(400, badName);
  const tooLarge = new WorkbenchError(
    'bad-input',
    `"${name}" is larger than ${Math.floor(limitBytes / 2 ** 20)} MiB, the most that can be uploaded.`,
    'Import it with the command line instead: metric-workbench datasets import PATH.',
  );
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return refusal(413, tooLarge);
  try {
    return Response.json(await workbench.receiveUpload(name, limited(request.body, limitBytes, tooLarge)));
  } catch (error) {
    return refusal(error === tooLarge ? 413 : statusOf(toErrorBody(error).code), error);
  }
}

/** Anything a file can be called: 1 to 255 characters, no control characters, no separators. */
const uploadName = /^[^\p{C}/\\]{1,255}$/u;

const badName = new WorkbenchError(
  'bad-input',
  'An upload needs a name of 1 to 255 characters without slashes.',
  'Rename the file and try again.',
);

async function* limited(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
  tooLarge: WorkbenchError,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw tooLarge;
    yield chunk;
  }
}

const statuses: Partial<Record<ErrorCode, number>> = {
  usage: 400,
  'bad-input': 400,
  'not-found': 404,
  conflict: 409,
  storage: 507,
};

function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}

function refusal(status: number, error: unknown): Response {
  return Response.json({ error: toErrorBody(error) }, { status });
}

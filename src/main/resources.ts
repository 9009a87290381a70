import type { Workbench } from '@core/workbench';
import { exportAnswer } from './export-answer';
import { runByteNames, type RunByteName } from '@shared/run-bytes';
import { readUpload, uploadLimitBytes } from './uploads';
import type { RendererFile, RendererFiles } from './renderer-files';

/** Answers the page's requests for bytes: its own files, images of examples, numbers of runs, uploads. */
export type Resources = (request: Request) => Promise<Response>;

export type ResourceOptions = {
  files: RendererFiles;
  workbench: Pick<Workbench, 'examplePng' | 'receiveUpload' | 'exportRun' | 'runBytes'>;
  /** Sent with every answer. */
  headers: Readonly<Record<string, string>>;
  /** Largest upload in bytes. */
  uploadLimit?: number;
};

/** Makes the one answerer behind both `http://127.0.0.1` and `app://workbench`; what it does not know is 404. */
export function createResources(options: ResourceOptions): Resources {
  return async (request) => {
    const answer = await answerOf(request, options);
    for (const [name, value] of Object.entries(options.headers)) answer.headers.set(name, value);
    if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store');
    return answer;
  };
}

async function answerOf(request: Request, options: ResourceOptions): Promise<Response> {
  const url = new URL(request.url);
  if (request.method === 'POST') {
    if (url.pathname !== '/uploads') return notFound();
    return readUpload(request, options.workbench, options.uploadLimit ?? uploadLimitBytes);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  const file = options.files.get(url.pathname);
  if (file) return fileAnswer(file);
  const image = imagePath.exec(url.pathname);
  if (image) return imageAnswer(options.workbench, image[1] ?? '', Number(image[2]));
  const wanted = exportPath.exec(url.pathname);
  if (wanted) return exportAnswer(options.workbench, wanted, url.searchParams.get('table') ?? undefined);
  const bytes = bytesPath.exec(url.pathname);
  const name = runByteNames.find((each) => each === bytes?.[2]);
  if (bytes && name) return bytesAnswer(options.workbench, bytes[1] ?? '', name);
  return notFound();
}

/** A dataset's SHA-256 and the row of an example: names, never paths. */
const imagePath = /^\/images\/([0-9a-f]{64})\/(0|[1-9][0-9]{0,7})\.png$/;

/** `/exports/r12/npz`: a run and a format. */
const exportPath = /^\/exports\/(r[1-9][0-9]{0,9})\/([a-z]{1,20})$/;
/** A run and what of it. */
const bytesPath = /^\/runs\/(r[1-9][0-9]{0,9})\/([a-z-]{1,20})\.bin$/;

const forever = 'private, max-age=31536000, immutable';

function fileAnswer({ body, contentType, immutable }: RendererFile): Response {
  return new Response(body, {
    headers: { 'content-type': contentType, 'cache-control': immutable ? forever : 'no-cache' },
  });
}

async function imageAnswer(
  workbench: ResourceOptions['workbench'],
  hash: string,
  index: number,
): Promise<Response> {
  try {
    const png = await workbench.examplePng(hash, index);
    return new Response(new Uint8Array(png), {
      headers: { 'content-type': 'image/png', 'cache-control': forever },
    });
  } catch {
    return notFound();
  }
}

/** Fresh each time: a run that was resumed has other numbers under the same name. */
async function bytesAnswer(
  workbench: ResourceOptions['workbench'],
  id: string,
  name: RunByteName,
): Promise<Response> {
  try {
    const body = await workbench.runBytes(id, name);
    return new Response(body, { headers: { 'content-type': 'application/octet-stream' } });
  } catch {
    return notFound();
  }
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { implement } from '@orpc/server';
import { WorkbenchError } from '@shared/errors';
import { api } from '@shared/api';
import { createAccess } from './access';
import { serve, type ServeOptions } from './serve';

/** A running server over a tiny page and a tiny workbench, for tests. */
export async function startServed(options: Partial<ServeOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'mwb-serve-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'assets', 'page-1a2b.js'), 'export {};');
  const access = createAccess();
  const uploads: { name: string; bytes: number }[] = [];
  const served = await serve({
    workbench: tinyWorkbench(uploads),
    version: '1.2.3',
    access,
    page: pathToFileURL(`${folder}/`),
    ...options,
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const port = Number(new URL(served.address).port);
  const close = async () => {
    await served.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...served, access, port, uploads, close };
}

export const knownHash = 'ab'.repeat(32);

/** Answers `system.info`, one image, bytes of the run `r1`, and counts uploads; `why` is a text of the answer, as long as a test needs it. */
export function tinyWorkbench(
  uploads: { name: string; bytes: number }[],
  why: () => string = () => 'test',
): ServeOptions['workbench'] {
  const os = implement(api);
  const info = os.system.info.handler(() => ({
    version: '1.2.3',
    engine: { name: 'cpu' as const, version: '1', why: why() },
    store: { path: '/store', version: 1, integrity: 'ok', backups: [] },
    shells: [],
  }));
  return {
    router: { system: { info } } as unknown as ServeOptions['workbench']['router'],
    async examplePng(hash, index) {
      if (hash === knownHash && index < 10) return new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
      throw new WorkbenchError('not-found', 'There is no such example.', 'Choose another one.');
    },
    async exportRun(id, format) {
      if (id !== 'r1') throw new WorkbenchError('not-found', `There is no run ${id}.`, 'List the runs.');
      return { name: `${id}.${format}`, mediaType: 'text/plain', pieces: piecesOf('first ', 'second') };
    },
    async runBytes(id) {
      if (id === 'r1') return new Uint8Array([1, 2, 3, 4]);
      throw new WorkbenchError('not-found', 'There is no such run.', 'Choose another one.');
    },
    async receiveUpload(name, body) {
      let bytes = 0;
      for await (const chunk of body) bytes += chunk.byteLength;
      uploads.push({ name, bytes });
      return { upload: 'u1', bytes };
    },
  };
}

export type RawRequest = {
  method?: string;
  path?: string;
  /** Pairs, so that a header can be sent twice. */
  headers?: readonly (readonly [string, string])[];
  body?: string;
};

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/** One request exactly as given: no header is added but `Content-Length` where there is a body. */
export function ask(
  port: number,
  { method = 'GET', path = '/', headers = [], body }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const flat = headers.flatMap(([name, value]) => [name, value]);
    if (body !== undefined) flat.push('Content-Length', String(Buffer.byteLength(body)));
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: flat,
      setHost: false,
      agent: false,
    });
    const finish = (status: number, answerHeaders: IncomingHttpHeaders, text: string) =>
      resolve({ status, headers: answerHeaders, body: text });
    request.on('error', reject);
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      finish(response.statusCode ?? 0, response.headers, '');
    });
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => finish(response.statusCode ?? 0, response.headers, text));
      response.on('error', reject);
    });
    request.end(body);
  });
}

/** Sends bytes as they are and resolves to the status of the answer; 0 when the server hung up without one. */
export function askRaw(port: number, text: string): Promise<number> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const finish = () => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0));
    };
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk;
      if (answer.includes('\r\n')) finish();
    });
    socket.on('close', finish);
    socket.on('error', finish);
  });
}

async function* piecesOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

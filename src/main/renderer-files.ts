import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WorkbenchError } from '@shared/errors';

/** One file of the built page, ready to be sent. */
export type RendererFile = { body: Uint8Array<ArrayBuffer>; contentType: string; immutable: boolean };

/** Every path that the page may ask for, and nothing else: `/` and the files beside it. */
export type RendererFiles = ReadonlyMap<string, RendererFile>;

/** Reads the whole built page (a few MB) once, so that no request ever becomes a file name; throws `failed` when it is not built. */
export async function readRendererFiles(folder: URL): Promise<RendererFiles> {
  const root = fileURLToPath(folder);
  const names = await namesIn(root);
  const files = await Promise.all(
    names.map(async (name) => [urlOf(name), await readOne(root, name)] as const),
  );
  return new Map(files);
}

async function namesIn(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const names = files.map((entry) => join(entry.parentPath, entry.name).slice(join(root, sep).length));
    if (names.includes('index.html')) return names.filter((name) => typeOf(name) !== undefined);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  throw new WorkbenchError(
    'failed',
    `The page is not built: ${root} has no index.html.`,
    'Run "npm run build" once.',
  );
}

async function readOne(root: string, name: string): Promise<RendererFile> {
  return {
    body: new Uint8Array(await readFile(join(root, name))),
    contentType: typeOf(name) ?? 'application/octet-stream',
    // The build puts a hash of the content into every name below `assets`.
    immutable: name.startsWith(`assets${sep}`),
  };
}

function urlOf(name: string): string {
  return name === 'index.html' ? '/' : `/${name.split(sep).map(encodeURIComponent).join('/')}`;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

function typeOf(name: string): string | undefined {
  return contentTypes[name.slice(name.lastIndexOf('.') + 1)];
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { systemClock, type Clock } from '@core/ports';
import type { Workbench } from '@core/workbench';
import { WorkbenchError } from '@shared/errors';
import { rendererFolder } from '../built-folder';
import { readRendererFiles } from '../renderer-files';
import { createResources } from '../resources';
import { hasScreen } from '../screen';
import { securityHeaders } from '../security-headers';
import { createAccess, type Access } from './access';
import { watchBody } from './body-watch';
import { createFrontDoor, type FrontDoor } from './front-door';
import { openBrowser } from './open-browser';
import { createSite } from './site';
import { createSockets } from './sockets';

export type ServeOptions = {
  workbench: Pick<Workbench, 'router' | 'examplePng' | 'receiveUpload' | 'exportRun' | 'runBytes'>;
  version: string;
  /** The port and no other; absent or 0 takes a free one. */
  port?: number | undefined;
  /** Tried first where no port is given: a page keeps what it stored only under the same address. */
  preferredPort?: number | null;
  /** Shows the page in the default browser, where there is a screen. */
  open?: boolean;
  /** The built page. */
  page?: URL;
  access?: Access;
  clock?: Clock;
};

export type Served = {
  /** The link for a browser; it holds a one-time code, so it is printed and never logged. */
  url: string;
  /** The address without the code: safe to show anywhere. */
  address: string;
  close(): Promise<void>;
};

/** Serves the page and the typed calls on 127.0.0.1 only; throws `port-in-use` when the port is taken. */
export async function serve(options: ServeOptions): Promise<Served> {
  const files = await readRendererFiles(options.page ?? rendererFolder);
  const server = createServer(serverOptions);
  server.maxConnections = 128;
  server.on('connection', (socket) => socket.on('error', () => socket.destroy()));
  const port = await listenSomewhere(server, options);
  const access = options.access ?? createAccess();
  const headers = securityHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);
  const door = createFrontDoor({ port, access, headers, clock: options.clock ?? systemClock });
  const site = createSite(createResources({ files, workbench: options.workbench, headers }), options.version);
  const sockets = createSockets(options.workbench.router);
  connect(server, door, getRequestListener(site, { overrideGlobalObjects: false }), sockets);
  const address = `http://127.0.0.1:${port}/`;
  const url = `${address}?t=${access.code}`;
  const isShown = options.open && hasScreen(process.env, process.platform);
  const browser = isShown ? await openBrowser(url) : null;
  const forgetting = setTimeout(() => void browser?.forget(), browserTakesMs).unref();
  return {
    url,
    address,
    async close() {
      clearTimeout(forgetting);
      await browser?.forget();
      await close(server, sockets);
    },
  };
}

/** A browser that is not running yet may need so long to read its file. */
const browserTakesMs = 60_000;

const serverOptions = {
  // The whole of a request, body included; `watchBody` limits bodies, since an upload may take hours.
  requestTimeout: 0,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16_384,
  requireHostHeader: true,
};

function connect(
  server: Server,
  door: FrontDoor,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  sockets: ReturnType<typeof createSockets>,
): void {
  server.on('request', (request, response) => {
    watchBody(request, isUpload(request));
    if (door.admit(request, response)) void answer(request, response);
  });
  // A client that asks before it sends its body is told to go on only when it may; Node would say so at once.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    watchBody(request, isUpload(request));
    if (!door.admit(request, response)) return;
    response.writeContinue();
    void answer(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (door.admitSocket(request, socket)) sockets.accept(request, socket, head);
  });
}

function isUpload({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && /^\/uploads(\?|$)/.test(url);
}

/** Whatever answers on the preferred port now is left alone and not asked who it is. */
async function listenSomewhere(server: Server, { port, preferredPort }: ServeOptions): Promise<number> {
  if (port === undefined && preferredPort) {
    try {
      return await listen(server, preferredPort);
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
    }
  }
  return listen(server, port ?? 0);
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(listenError(error, port));
    server.once('error', failed);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', failed);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    const hint = 'Choose another one with --port, or leave --port out to take any free one.';
    return new WorkbenchError('port-in-use', `Port ${port} is in use.`, hint, { cause: error });
  }
  if (error.code !== 'EACCES') return error;
  const hint = 'Choose a port above 1023, or leave --port out.';
  return new WorkbenchError('usage', `Port ${port} may not be opened by this user.`, hint, { cause: error });
}

function close(server: Server, sockets: ReturnType<typeof createSockets>): Promise<void> {
  sockets.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Workbench } from '@core/workbench';
import { faultyFrameLimit, frameLimit, isRpcFrame } from '../rpc-frames';
import { refuseUpgrade } from './refusal';

/** The open WebSockets of one server. */
export type Sockets = {
  /** Takes over a connection that the guard has passed. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every page (1001) and waits for none. */
  close(): void;
};

/** WebSockets at one time. */
export const socketLimit = 32;

/** Bytes waiting for a slow reader; beyond, it is dropped and takes a fresh snapshot when it comes back. */
const slowReaderBytes = 4 * 2 ** 20;

const pingEveryMs = 15_000;

/** Speaks the typed calls over WebSockets. */
export function createSockets(router: Workbench['router']): Sockets {
  const handler = new RPCHandler(router);
  const server = new WebSocketServer({ noServer: true, maxPayload: frameLimit, perMessageDeflate: false });
  const silent = new WeakSet<WebSocket>();
  const pings = setInterval(() => server.clients.forEach((client) => ping(client, silent)), pingEveryMs);
  pings.unref();
  return {
    accept(request, socket, head) {
      if (server.clients.size >= socketLimit) return refuseUpgrade(socket, 503);
      server.handleUpgrade(request, socket, head, (client) => {
        // Without a listener one oversized frame ends the whole process.
        client.on('error', () => client.terminate());
        client.on('pong', () => silent.delete(client));
        void handler.upgrade(peerOf(client));
      });
    },
    close() {
      clearInterval(pings);
      for (const client of server.clients) {
        client.close(1001, 'The workbench is closing.');
        client.terminate();
      }
      server.close();
    },
  };
}

/** Ends a client that has not answered the last ping, else sends the next one. */
function ping(client: WebSocket, silent: WeakSet<WebSocket>): void {
  if (silent.has(client)) return client.terminate();
  silent.add(client);
  client.ping();
}

type Peer = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0];

/** The socket as the typed calls see it: only well-formed frames come in, and a slow reader is dropped. */
function peerOf(client: WebSocket): Peer {
  let faults = 0;
  const onFault = () => {
    faults += 1;
    if (faults >= faultyFrameLimit) client.close(1008, 'Too many malformed messages.');
  };
  const send = (data: Parameters<WebSocket['send']>[0]) => {
    if (client.bufferedAmount > slowReaderBytes) return client.terminate();
    client.send(data, () => undefined);
  };
  const addEventListener: WebSocket['addEventListener'] = (type, listener, options) => {
    if (type !== 'message') return client.addEventListener(type, listener, options);
    const deliver = listener as (event: unknown) => void;
    client.addEventListener(
      'message',
      (event) => (isRpcFrame(event.data) ? deliver(event) : onFault()),
      options,
    );
  };
  return { addEventListener, send };
}

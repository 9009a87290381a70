import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Api } from '@shared/api';
import type { RunningServer } from './start-server';

/** The typed calls of a running server, over a WebSocket as the page's. */
export type Connection = { client: ContractRouterClient<Api>; close(): void };

/** Opens a WebSocket as the page does; resolves once calls can be made. */
export async function connect({ port, token }: RunningServer): Promise<Connection> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
    headers: { authorization: `Bearer ${token}`, origin: `http://127.0.0.1:${port}` },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const link = new RPCLink({ websocket: socket as never });
  return { client: createORPCClient(link), close: () => socket.close() };
}

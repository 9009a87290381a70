import { writeSync } from 'node:fs';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Api } from '@shared/api';

// Follows one run as a page does: reads every event, and comes back after the last one it has when its connection is lost.
const { port, token, id } = JSON.parse(process.argv[2] ?? '{}') as {
  port: number;
  token: string;
  id: string;
};
const tell = (message: object) => void writeSync(1, `${JSON.stringify(message)}\n`);

let [last, gaps, repeats, connections] = [-1, 0, 0, 0];
for (let isOver = false; !isOver;) isOver = await followOnce();
tell({ last, gaps, repeats, connections });
process.exit(0);

/** False when the connection was lost before the run had ended. */
async function followOnce(): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const isOpen = await new Promise<boolean>((opened) => {
    socket.once('open', () => opened(true));
    socket.on('error', () => opened(false));
  });
  if (!isOpen) return false;
  connections += 1;
  const lost = new Promise<false>((tellLost) => socket.once('close', () => tellLost(false)));
  const client: ContractRouterClient<Api> = createORPCClient(new RPCLink({ websocket: socket as never }));
  return Promise.race([lost, read(client).catch(() => false)]);
}

async function read(client: ContractRouterClient<Api>): Promise<boolean> {
  for await (const { seq } of await client.runs.watch({ id, afterSeq: last })) {
    if (seq > last + 1) gaps += 1;
    if (seq <= last) repeats += 1;
    if (last < 0) tell({ watching: true });
    last = Math.max(last, seq);
  }
  return true;
}

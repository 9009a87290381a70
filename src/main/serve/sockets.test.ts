import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Api } from '@shared/api';
import { ask, startServed, tinyWorkbench } from './served-fixture';
import { socketLimit } from './sockets';

let served: Awaited<ReturnType<typeof startServed>>;
beforeEach(async () => {
  served = await startServed();
});
afterEach(() => served.close());

const authorization = () => `Bearer ${served.access.token}`;

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${served.port}/rpc`, {
    headers: { authorization: authorization() },
  });
  await once(socket, 'open');
  return socket;
}

function clientOf(socket: WebSocket): ContractRouterClient<Api> {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

async function health(): Promise<number> {
  const headers = [
    ['Host', `127.0.0.1:${served.port}`],
    ['Authorization', authorization()],
  ] as const;
  return (await ask(served.port, { path: '/api/health', headers })).status;
}

test('the typed calls work over the socket', async () => {
  const socket = await open();
  expect(await clientOf(socket).system.info()).toMatchObject({
    version: '1.2.3',
    store: { integrity: 'ok' },
  });
});

test('one oversized frame ends its own socket and nothing else', async () => {
  const [hostile, friendly] = [await open(), await open()];
  hostile.on('error', () => undefined);
  hostile.send('x'.repeat(2 ** 20 + 1));
  await once(hostile, 'close');
  expect(await clientOf(friendly).system.info()).toMatchObject({ version: '1.2.3' });
  expect(await health()).toBe(200);
});

test('ten malformed messages end the socket, and nine do not', async () => {
  const junk = [
    '',
    '{',
    '[]',
    'null',
    '{"i":1}',
    '{"i":"1","p":{"u":"http://evil.example/"}}',
    '{"__proto__":{"i":"1"}}',
    '[[[[',
    '1',
  ];
  const socket = await open();
  for (const message of junk) socket.send(message);
  expect(await clientOf(socket).system.info()).toMatchObject({ version: '1.2.3' });
  socket.send(Buffer.from([0xff, 0xfe]));
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1008);
});

test('sockets beyond the limit are refused with 503, and a place that is left can be taken', async () => {
  const sockets = await Promise.all(Array.from({ length: socketLimit }, open));
  await expect(open()).rejects.toThrow('503');
  sockets[0]?.terminate();
  const tries = async (): Promise<WebSocket> => open().catch(tries);
  await expect(tries()).resolves.toBeInstanceOf(WebSocket);
});

test('closing the server says goodbye to every socket', async () => {
  const socket = await open();
  const closed = once(socket, 'close');
  await served.close();
  await closed;
  expect(socket.readyState).toBe(WebSocket.CLOSED);
});

test('a client that asks and never reads is dropped before it fills the memory', async () => {
  await served.close();
  const large = 'x'.repeat(2 ** 20);
  served = await startServed({ workbench: tinyWorkbench([], () => large) });
  const socket = await open();
  socket.on('error', () => undefined);
  socket.pause();
  const ask = (id: number) =>
    new Promise((resolve) => socket.send(`{"i":"${id}","p":{"u":"/system/info"}}`, resolve));
  let asked = 0;
  // Each answer is 1 MiB; the kernel holds some of them, the server four.
  while (asked < 200 && !(await ask(asked))) {
    asked += 1;
    expect(await health()).toBe(200);
  }
  expect(asked).toBeLessThan(200);
});

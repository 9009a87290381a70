import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { ask, startServed, tinyWorkbench } from './served-fixture';

let served: Awaited<ReturnType<typeof startServed>>;
afterEach(() => served.close());

const headers = () =>
  [
    ['Host', `127.0.0.1:${served.port}`],
    ['Authorization', `Bearer ${served.access.token}`],
    ['X-Metric-Workbench', '1'],
  ] as const;

test('an upload of many pieces arrives whole', async () => {
  served = await startServed();
  const answer = await ask(served.port, {
    method: 'POST',
    path: '/uploads?name=a.zip',
    headers: headers(),
    body: 'x'.repeat(5_000_000),
  });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { upload: 'u1', bytes: 5_000_000 }]);
});

test('an upload that the workbench refuses in the middle is answered with the reason', async () => {
  const receiveUpload = () =>
    Promise.reject(new WorkbenchError('storage', 'The disk is full.', 'Free space.'));
  served = await startServed({ workbench: { ...tinyWorkbench([]), receiveUpload } });
  const url = `${served.address}uploads?name=a.zip`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: headers()
      .slice(1)
      .map(([name, value]) => [name, value] as [string, string]),
    body: 'x'.repeat(20_000_000),
  });
  expect([answer.status, await answer.json()]).toEqual([
    507,
    { error: { code: 'storage', message: 'The disk is full.', hint: 'Free space.' } },
  ]);
});

test('an upload that breaks off fails for the workbench and leaves the server as it was', async () => {
  const failed = vi.fn();
  const receiveUpload = async (_name: string, body: AsyncIterable<Uint8Array>) => {
    try {
      for await (const _chunk of body) void _chunk;
      return { upload: 'never', bytes: 0 };
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  served = await startServed({ workbench: { ...tinyWorkbench([]), receiveUpload } });
  const lines = [
    'POST /uploads?name=a.zip HTTP/1.1',
    ...headers().map(([name, value]) => `${name}: ${value}`),
    'Content-Length: 1000',
    '',
    'x',
  ];
  const socket = connect(served.port, '127.0.0.1', () =>
    socket.write(lines.join('\r\n'), () => socket.destroy()),
  );
  await expect.poll(() => failed.mock.calls.length).toBe(1);
  expect((await ask(served.port, { path: '/api/health', headers: headers() })).status).toBe(200);
});

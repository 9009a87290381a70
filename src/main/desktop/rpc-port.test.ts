import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Api } from '@shared/api';
import { tinyWorkbench } from '../serve/served-fixture';
import { electron, forgetElectron, recordingChannel, recordingContents } from './recording-electron';
import { answerPage } from './rpc-port';

vi.mock('electron', async () => (await import('./recording-electron')).electron);

const sender = recordingContents();
beforeEach(() => {
  forgetElectron();
  answerPage(tinyWorkbench([]).router);
});

function connect(senderFrame: unknown = sender.mainFrame) {
  const [page, main] = recordingChannel();
  electron.ipcMain.emit('metric-workbench:connect', { sender, senderFrame, ports: [main] });
  page.start();
  const client: ContractRouterClient<Api> = createORPCClient(new RPCLink({ port: page }));
  return { page, main, client };
}

test('the typed calls work over the port', async () => {
  expect(await connect().client.system.info()).toMatchObject({ version: '1.2.3' });
});

test.each<[string, unknown]>([
  ['a frame inside the page', { url: 'app://workbench/' }],
  ['a frame that is gone', null],
])('%s gets no port', (_what, frame) => {
  expect(connect(frame).main.isClosed).toBe(true);
});

test('a main frame that is not our page gets no port', () => {
  const mainFrame = { url: 'https://evil.example/' };
  const [, main] = recordingChannel();
  const event = { sender: { ...sender, mainFrame }, senderFrame: mainFrame, ports: [main] };
  electron.ipcMain.emit('metric-workbench:connect', event);
  expect(main.isClosed).toBe(true);
});

test('a message without a port is ignored', () => {
  expect(
    electron.ipcMain.emit('metric-workbench:connect', { sender, senderFrame: sender.mainFrame, ports: [] }),
  ).toBe(true);
});

test('a reloaded page gets a new port, and the old one is closed', async () => {
  const first = connect();
  const second = connect();
  expect(first.main.isClosed).toBe(true);
  expect(await second.client.system.info()).toMatchObject({ version: '1.2.3' });
});

test('ten malformed messages close the port, nine do not, and none is an unhandled fault', async () => {
  const { page, main, client } = connect();
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const junk = [
    '{',
    null,
    1,
    cyclic,
    { i: '1', p: { u: '/system/info' } },
    new Uint8Array(3),
    'x'.repeat(2 ** 20 + 1),
    10n,
    [],
  ];
  for (const message of junk) page.postMessage(message);
  expect(await client.system.info()).toMatchObject({ version: '1.2.3' });
  expect(main.isClosed).toBe(false);
  page.postMessage('{"i":"9","p":{"u":"/system/info","h":{"content-type":"multipart/form-data"}}}');
  await expect.poll(() => main.isClosed).toBe(true);
});

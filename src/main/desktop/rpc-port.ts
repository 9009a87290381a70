import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron';
import type { Workbench } from '@core/workbench';
import { connectChannel } from '@shared/desktop-channel';
import { faultyFrameLimit, isRpcFrame } from '../rpc-frames';
import { isOwnUrl } from './own-origin';

/** Speaks the typed calls over the port that the page sends; a reloaded page sends a new one, which ends the old. */
export function answerPage(router: Workbench['router']): void {
  const handler = new RPCHandler(router);
  // Held here, because a port that nothing refers to is closed.
  let current: MessagePortMain | undefined;
  ipcMain.on(connectChannel, (event) => {
    const [port] = event.ports;
    if (!port) return;
    if (!isOwnPage(event)) return port.close();
    current?.close();
    current = port;
    handler.upgrade(onlyFrames(port));
    port.start();
  });
}

/** Only the main frame of our own page may call; a frame inside it, or one that is gone, may not. */
function isOwnPage({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url);
}

type Listener = (event?: { data: unknown }) => void;

/** The port as the typed calls see it: only well-formed frames come in, and ten others end it. */
function onlyFrames(port: MessagePortMain) {
  let faults = 0;
  const on = (type: string, listener: Listener) => {
    if (type === 'close') return void port.on('close', () => listener());
    port.on('message', ({ data }: { data: unknown }) => {
      if (isRpcFrame(data)) return listener({ data });
      faults += 1;
      if (faults >= faultyFrameLimit) port.close();
    });
  };
  return { on, postMessage: (data: unknown) => port.postMessage(data) };
}

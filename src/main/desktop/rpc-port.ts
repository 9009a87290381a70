import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron';
import type { Workbench } from '@core/workbench';
import { connectChannel } from '@shared/desktop-channel';
import { isOwnUrl } from './own-origin';
import { answerPorts } from './port-calls';

/** Speaks the typed calls over the port that the page sends; a reloaded page sends a new one, which ends the old. */
export function answerPage(router: Workbench['router']): void {
  const answer = answerPorts(router);
  // Held here, because a port that nothing refers to is closed.
  let current: MessagePortMain | undefined;
  ipcMain.on(connectChannel, (event) => {
    const [port] = event.ports;
    if (!port) return;
    if (!isOwnPage(event)) return port.close();
    current?.close();
    current = port;
    answer(port);
  });
}

/** Only the main frame of our own page may call; a frame inside it, or one that is gone, may not. */
function isOwnPage({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnUrl(senderFrame.url);
}

import { ipcRenderer } from 'electron';
import { connectChannel, connectMessage, portMessage } from '@shared/desktop-channel';

/** The little of the page's window that is used here. */
type PageWindow = {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  postMessage(message: unknown, origin: string, transfer: readonly object[]): void;
};
type PageMessage = { readonly source: unknown; readonly origin: string; readonly data: unknown };

const page = globalThis as unknown as PageWindow;

/**
 * The bridge between the page and the workbench, never edited for a new command: the page asks its own window for a
 * port, and gets one end of a channel whose other end goes to the main process. Nothing is exposed to the page.
 */
page.addEventListener('message', ({ source, origin, data }) => {
  if (source !== globalThis || origin !== page.location.origin || !asksToConnect(data)) return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage(connectChannel, null, [port2]);
  page.postMessage({ type: portMessage }, origin, [port1]);
});

function asksToConnect(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === connectMessage;
}

import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain } from 'electron';
import type { Workbench } from '@core/workbench';
import { faultyFrameLimit, isRpcFrame } from '../rpc-frames';

/** What is needed of a port; Electron's fits. */
export type CallPort = Pick<MessagePortMain, 'on' | 'postMessage' | 'start' | 'close'>;

/** Makes what answers the typed calls that come through ports. */
export function answerPorts(router: Workbench['router']): (port: CallPort) => void {
  const handler = new RPCHandler(router);
  return (port) => {
    handler.upgrade(onlyFrames(port));
    port.start();
  };
}

type Listener = (event?: { data: unknown }) => void;

/** The port as the typed calls see it: only well-formed frames come in, and ten others end it. */
function onlyFrames(port: CallPort) {
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

import type { TrainerMessage } from '@shared/job';
import { endWithParent } from './orphan-watch';

/** The one line to the host, whichever process started this one. */
export type Port = {
  send(message: TrainerMessage): void;
  onMessage(listener: (message: unknown) => void): void;
};

/** Electron's utility process has a parent port, a forked Node process an IPC channel; ends the process when it closes. */
export function openPort(): Port {
  const { parentPort } = process as unknown as { parentPort?: ElectronParentPort };
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send) throw new Error('The trainer is started by the workbench, not by hand.');
  process.on('disconnect', () => process.exit(0));
  endWithParent();
  return {
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  };
}

type ElectronParentPort = {
  postMessage(message: unknown): void;
  on(name: 'message', listener: (event: { data: unknown }) => void): void;
};

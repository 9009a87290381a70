type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
};

/**
 * Listens to the process that started this one, as an Electron utility process or a fork of Node; gives the way to
 * answer. A fork ends itself when its parent is gone.
 */
export function listenToParent(listener: (message: unknown) => void): (message: unknown) => void {
  const port = Reflect.get(process, 'parentPort') as ParentPort | undefined;
  if (port) {
    port.on('message', (event) => listener(event.data));
    return (message) => port.postMessage(message);
  }
  process.on('message', listener);
  process.on('disconnect', () => process.exit(0));
  return (message) => void process.send?.(message);
}

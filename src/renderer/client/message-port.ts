import { RPCLink } from '@orpc/client/message-port';
import type { Transport, Wire } from './transport';

/** The desktop window's way to the core: a port that the preload script hands over when the page asks for one. */
export function messagePortTransport(page: Window): Transport {
  return { open: () => open(page) };
}

function open(page: Window): Promise<Wire> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== page || event.data?.type !== 'metric-workbench:port' || !port) return;
      page.removeEventListener('message', receive);
      const closed = new Promise<void>((gone) =>
        port.addEventListener('close', () => gone(), { once: true }),
      );
      const link = new RPCLink({ port });
      port.start();
      resolve({ link, closed, close: () => port.close() });
    };
    page.addEventListener('message', receive);
    page.postMessage({ type: 'metric-workbench:connect' }, page.location.origin);
  });
}

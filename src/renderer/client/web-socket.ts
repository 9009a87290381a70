import { RPCLink } from '@orpc/client/websocket';
import type { Transport, Wire } from './transport';

/** The served page's way to the core: a WebSocket to `/rpc` of the host the page came from. */
export function webSocketTransport(page: Location): Transport {
  const url = `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/rpc`;
  return { open: () => open(url) };
}

function open(url: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const websocket = new WebSocket(url);
    const link = new RPCLink({ websocket });
    const closed = new Promise<void>((gone) =>
      websocket.addEventListener('close', () => gone(), { once: true }),
    );
    websocket.addEventListener('open', () => resolve({ link, closed, close: () => websocket.close() }), {
      once: true,
    });
    websocket.addEventListener('close', () => reject(new Error('The workbench does not answer.')), {
      once: true,
    });
  });
}

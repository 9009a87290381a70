import { RPCLink } from '@orpc/client/websocket';
import type { Transport, Wire } from './transport';

/** The served page's way to the core: a WebSocket to `/rpc` of the host the page came from. */
export function webSocketTransport(page: Location): Transport {
  const url = `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/rpc`;
  return { open: () => open(url).catch(refusedOrGone) };
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

/**
 * A browser does not tell a page why its socket failed, so the host is asked in a way that has an answer: one that was started
 * anew does not know this page any more (429: many have asked so), until its link was opened. Rejects when nobody is there.
 */
async function refusedOrGone(gone: unknown): Promise<'refused'> {
  const { status } = await fetch('/api/health', { cache: 'no-store' });
  if (status === 401 || status === 429) return 'refused';
  throw gone;
}

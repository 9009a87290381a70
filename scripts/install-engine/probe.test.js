import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { findUnreachable } from './probe.js';

const { signal } = new AbortController();

/** @param {import('node:http').RequestListener} listener */
async function serve(listener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}

test('a host that answers every file is reachable', async () => {
  const url = await serve((request, response) =>
    response.writeHead(request.method === 'HEAD' ? 200 : 405).end(),
  );
  expect(await findUnreachable([`${url}/library`, `${url}/addon`], signal)).toBeNull();
});

test('one file that is not there makes it unreachable', async () => {
  const url = await serve((request, response) =>
    response.writeHead(request.url === '/addon' ? 404 : 200).end(),
  );
  expect(await findUnreachable([`${url}/library`, `${url}/addon`], signal)).toMatch(/answered 404$/);
});

test('a host that takes the call and stays silent is given up', async () => {
  const url = await serve(() => {});
  const startedAt = performance.now();
  expect(await findUnreachable([url], signal, 200)).toMatch(/no answer in 0.2 s/);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('a closed port is told at once', async () => {
  expect(await findUnreachable(['http://127.0.0.1:1/'], signal)).toMatch(
    /cannot be reached \(.*ECONNREFUSED/,
  );
});

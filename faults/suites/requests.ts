import { join } from 'node:path';
import { exchange } from '../http/exchange';
import { floods } from '../http/floods';
import { malformedRows } from '../http/malformed-rows';
import { requestRows, type RequestRow } from '../http/request-rows';
import { startServer, type RunningServer } from '../http/start-server';
import { atMost, defineSuite, mustBe, told, type Figure } from './suite';

/** Every row of the table over a raw connection, then floods of all kinds; the server answers afterwards as before. */
export const requests = defineSuite({
  id: 'requests',
  title: 'hostile requests and floods against the running server',
  covers: ['E1', 'E2', 'E3', 'E4', 'F22'],
  async run(context): Promise<Figure[]> {
    const server = await startServer(join(context.folder, 'home'));
    try {
      for (let warm = 0; warm < 50; warm++) await server.health();
      const before = server.memoryMiB();
      let exact = 0;
      const rows = [...requestRows, ...malformedRows];
      for (const row of rows) {
        const [what, status] = row;
        const answer = await exchange(server.port, bytesOf(row, server));
        if (answer.status === status) exact += 1;
        context.check(
          'each request gets its exact status',
          answer.status === status,
          `${what}: ${answer.status}, not ${status}`,
        );
        const leak = /\r\naccess-control-|\r\nset-cookie:/i.exec(answer.text)?.[0].trim();
        context.check(
          'no answer allows another site or gives a cookie',
          leak === undefined,
          `${what}: ${leak}`,
        );
      }
      const results = await floods(server, context);
      context.check('the server is in good health', (await server.health()) === 200);
      context.check(
        'it wrote no fault to standard error',
        !/Error|at .*\.js:/.test(server.stderr()),
        server.stderr(),
      );
      const growth = server.memoryMiB() - before;
      return [
        mustBe('requests with their exact status', exact, rows.length),
        ...results,
        atMost('growth of the memory', growth, 100, ' MiB'),
        told('memory before', `${before.toFixed(0)} MiB`),
      ];
    } finally {
      await server.stop();
    }
  },
});

function bytesOf([, , line, headers, body = '']: RequestRow, { port, token, url }: RunningServer): string {
  const cookie = `Cookie: mwb_${port}=${token}`;
  const words: Record<string, string> = {
    host: `127.0.0.1:${port}`,
    port: String(port),
    otherPort: String(port - 1),
    in: cookie,
    bearer: `Authorization: Bearer ${token}`,
    own: 'X-Metric-Workbench: 1',
    up: 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    token,
    half: token.slice(0, 20),
    hash: 'ab'.repeat(32),
    link: url.slice(url.indexOf('/?t=')),
  };
  const text = [line, ...headers, '', body].join('\r\n');
  return text
    .replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole)
    .replace(/([aA])\*(\d+)/g, (_, letter: string, count: string) => letter.repeat(Number(count)));
}

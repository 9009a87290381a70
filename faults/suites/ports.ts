import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../http/start-server';
import { runCli } from '../run-cli';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

/** Somebody else listens where the server wants to: it says so, or goes elsewhere, and never talks to them. */
export const ports = defineSuite({
  id: 'ports',
  title: 'the port is taken by another program',
  covers: ['F18'],
  async run(context): Promise<Figure[]> {
    const home = join(context.folder, 'home');
    mkdirSync(home);
    const visits = { count: 0 };
    const words = await askedFor(home, visits, context);
    await lastTime(home, visits, context);
    return [
      mustBe('connections to the program that had the port', visits.count, 0),
      told('the words', words),
    ];
  },
});

/** `--port` of a taken port: exit code 5 and its number in words. */
async function askedFor(home: string, visits: { count: number }, context: FaultContext): Promise<string> {
  const [holder, port] = await hold(0, visits);
  const { code, stderr } = await runCli(home, ['serve', '--no-open', '--port', String(port)]);
  const isTold = stderr.includes(`Port ${port} is in use.`) && !/\n\s+at |EADDRINUSE/.test(stderr);
  context.check(
    'a port that was asked for and is taken: exit code 5, in words',
    code === 5 && isTold,
    stderr,
  );
  await letGo(holder);
  const again = await startServer(home);
  context.check('the store was let go', (await again.health()) === 200);
  await again.stop();
  return stderr.trim().replaceAll(String(port), '4173').replaceAll('\n', ' ');
}

/** The port of last time is only a wish: another one is taken and printed. */
async function lastTime(home: string, visits: { count: number }, context: FaultContext): Promise<void> {
  const first = await startServer(home, undefined, {}, null);
  await first.stop();
  const back = await startServer(home, undefined, {}, null);
  context.check('without --port it comes back to the port of last time', back.port === first.port);
  await back.stop();
  const [holder] = await hold(first.port, visits);
  const other = await startServer(home, undefined, {}, null);
  context.check(
    'and takes another when that is taken',
    other.port !== first.port && (await other.health()) === 200,
  );
  await other.stop();
  await letGo(holder);
}

async function hold(port: number, visits: { count: number }): Promise<[Server, number]> {
  const holder = createServer(() => (visits.count += 1)).listen(port, '127.0.0.1');
  await once(holder, 'listening');
  return [holder, (holder.address() as AddressInfo).port];
}

async function letGo(holder: Server): Promise<void> {
  holder.close();
  await once(holder, 'close');
}

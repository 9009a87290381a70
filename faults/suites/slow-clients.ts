import { join } from 'node:path';
import { memoryOf } from '../http/start-server';
import { startLineChild, type LineChild } from '../line-child';
import { atLeast, atMost, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const watchers = 3;
/** How long they stand still, in events that come meanwhile: more megabytes for each than kernel and server hold together. */
const eventsMissed = 60_000;
const pieces = 20;
/** A small heap: what grows in it is kept, not a collector that takes its time. */
const heap = ['--max-old-space-size=128', '--max-semi-space-size=4'];

type Told = { last: number; gaps: number; repeats: number; connections: number };

/** Pages that stop reading (a lid that is closed) while a run goes on: the server forgets them, and they miss nothing. */
export const slowClients = defineSuite({
  id: 'slow-clients',
  title: 'pages that stand still while a run goes on',
  covers: ['F19', 'F20'],
  async run(context): Promise<Figure[]> {
    const plan = JSON.stringify({ home: join(context.folder, 'home') });
    const server = startLineChild(context.program('streamer'), [plan], { execArgv: heap });
    try {
      return await standStill(server, context);
    } finally {
      server.kill();
      await server.ended;
    }
  },
});

async function standStill(server: LineChild, context: FaultContext): Promise<Figure[]> {
  const served = await answerOf<{ port: number; token: string; id: string }>(server);
  const pages = Array.from({ length: watchers }, () =>
    startLineChild(context.program('watcher'), [JSON.stringify(served)]),
  );
  const append = (events: number, isLast = false) => {
    server.send({ events, isLast });
    return answerOf<{ last: number }>(server);
  };
  await append(10_000);
  for (const page of pages) await page.next();
  const missed = context.times(eventsMissed);
  const mostMemoryWhile = async () => {
    let most = memoryOf(server.pid);
    for (let piece = 0; piece < pieces; piece += 1) {
      await append(missed / pieces);
      most = Math.max(most, memoryOf(server.pid));
    }
    return most;
  };
  // What as many events take while everybody reads is the server's own.
  const before = await mostMemoryWhile();
  for (const { pid } of pages) process.kill(pid, 'SIGSTOP');
  const most = await mostMemoryWhile();
  for (const { pid } of pages) process.kill(pid, 'SIGCONT');
  const { last } = await append(2_000, true);
  const heard = await Promise.all(pages.map(lastLine));
  const sum = (of: 'gaps' | 'repeats') => heard.reduce((total, one) => total + one[of], 0);
  const complete = heard.filter((one) => one.last === last).length;
  return [
    told('events that came while the pages stood still', missed.toLocaleString('en')),
    atLeast(
      'pages that were dropped and came back',
      heard.filter(({ connections }) => connections > 1).length,
      1,
    ),
    mustBe('pages that have every event of the run', complete, watchers),
    mustBe('gaps and repeats', sum('gaps') + sum('repeats'), 0),
    told('the server’s memory while as many came to pages that read', `${before.toFixed(0)} MiB`),
    atMost('growth of the server’s memory meanwhile', most - before, 50, ' MiB'),
  ];
}

async function answerOf<T>(child: LineChild): Promise<T> {
  const answer = await child.next();
  if (answer === null) throw new Error(`A process ended: ${(await child.ended).stderr}`);
  return answer as T;
}

async function lastLine(page: LineChild): Promise<Told> {
  let last: Told | null = null;
  for (let line = await page.next(); line !== null; line = await page.next()) last = line as Told;
  if (last?.gaps === undefined) throw new Error(`A page ended: ${(await page.ended).stderr}`);
  return last;
}

import { join } from 'node:path';
import WebSocket from 'ws';
import { serveEvents, type ServedEvents } from '../http/serve-events';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const batch = 250;
/** Events that may be stored and not yet seen: the watcher is never far behind, so that it sees them come. */
const ahead = 20_000;

/** A million events of one run, stored while somebody watches whose connection breaks 500 times. */
export const eventStream = defineSuite({
  id: 'event-stream',
  title: 'a million events through 500 broken connections',
  covers: ['F19', 'F20'],
  async run(context): Promise<Figure[]> {
    const events = context.times(1_000_000);
    const served = await serveEvents(join(context.folder, 'home'));
    const seen: Seen = { last: -1, disconnects: 0, gaps: 0, repeats: 0 };
    const began = performance.now();
    try {
      await Promise.all([write(served, events, seen), watch(served, events, seen, context)]);
    } finally {
      await served.close();
    }
    const perSecond = Math.round((1000 * events) / (performance.now() - began));
    return [
      mustBe('events that arrived', seen.last + 1, events),
      mustBe('gaps', seen.gaps, 0),
      mustBe('events that came twice or out of order', seen.repeats, 0),
      mustBe('broken connections', seen.disconnects, context.times(500)),
      told('events stored, sent and seen a second', perSecond.toLocaleString('en')),
    ];
  },
});

type Seen = { last: number; disconnects: number; gaps: number; repeats: number };

/** Stores them in order, never far ahead of the watcher. */
async function write(served: ServedEvents, count: number, seen: Seen): Promise<void> {
  for (let stored = 0; stored < count; stored += batch) {
    while (stored - seen.last > ahead) await new Promise((go) => setTimeout(go, 5));
    await served.append(Math.min(batch, count - stored));
  }
  served.finish();
}

/** Watches over one connection after the other, each cut after a random number of events. */
async function watch(
  served: ServedEvents,
  count: number,
  seen: Seen,
  { times, random }: FaultContext,
): Promise<void> {
  const cuts = times(500);
  while (seen.last < count - 1) {
    const isLast = seen.disconnects >= cuts;
    const left = count - 1 - seen.last;
    const share = Math.max(1, Math.floor((2 * random() * left) / (cuts - seen.disconnects + 1)));
    await watchSome(served, isLast ? left : Math.min(share, left - 1), seen);
    if (!isLast) seen.disconnects += 1;
  }
}

function watchSome({ address, token, id }: ServedEvents, count: number, seen: Seen): Promise<void> {
  const url = `${address.replace('http', 'ws')}rpc`;
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  const target = seen.last + count;
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.once('open', () =>
      socket.send(
        JSON.stringify({ i: '1', p: { u: '/runs/watch', b: { json: { id, afterSeq: seen.last } } } }),
      ),
    );
    socket.once('close', resolve);
    socket.on('message', (bytes: Buffer) => {
      const found = /"seq":(\d+)/.exec(bytes.toString());
      if (!found || seen.last >= target) return;
      const seq = Number(found[1]);
      if (seq > seen.last + 1) seen.gaps += 1;
      if (seq <= seen.last) seen.repeats += 1;
      seen.last = Math.max(seen.last, seq);
      if (seen.last >= target) socket.terminate();
    });
  });
}

import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import WebSocket from 'ws';
import { EventLog } from '@core/event-log';
import { runIdOf } from '@core/ids';
import { openStore } from '@core/open-store';
import { systemClock } from '@core/ports';
import { createRouter, type Handlers } from '@core/router';
import { anyRun } from '@core/store/run-fixture';
import type { Store } from '@core/store/store';
import { workspaceAt } from '@core/workspace';
import { createAccess } from '@main/serve/access';
import { serve } from '@main/serve/serve';
import type { JobEvent } from '@shared/job';
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
    const opened = await openStore(workspaceAt(join(context.folder, 'home')), holder, systemClock);
    const log = new EventLog(opened.store);
    const row = opened.store.runs.insert(anyRun());
    opened.store.runs.launch(row, now);
    const access = createAccess();
    const rules = { storeFile: '', log: silent, refuseWriting: () => {} };
    const served = await serve({
      workbench: {
        router: createRouter({ events: log } as Handlers, rules),
        examplePng: nothing,
        receiveUpload: nothing,
        exportRun: nothing,
        runBytes: nothing,
      },
      version: '0',
      access,
      page: pathToFileURL(`${resolve('out/renderer')}/`),
    });
    const seen: Seen = { last: -1, disconnects: 0, gaps: 0, repeats: 0 };
    const began = performance.now();
    try {
      await Promise.all([
        write(opened.store, log, row, events, seen),
        watch(served.address, access.token, runIdOf(row), events, seen, context),
      ]);
    } finally {
      await served.close();
      opened.close();
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

const holder = { pid: process.pid, door: 'serve', url: null } as const;
const nothing = () => Promise.reject(new Error('There is nothing but events.'));
const now = '2026-01-01T00:00:00.000Z';
const silent = { info: () => {}, warn: () => {}, error: () => {}, close: () => {} };

type Seen = { last: number; disconnects: number; gaps: number; repeats: number };

/** Stores events as a trainer's are: in order, many in one transaction. */
async function write(store: Store, log: EventLog, row: number, count: number, seen: Seen): Promise<void> {
  const id = runIdOf(row);
  const attempt = { number: 1, k: 5, cancelledMeans: 'cancelled', now } as const;
  for (let seq = 0; seq < count; seq += batch) {
    while (seq - seen.last > ahead) await new Promise((go) => setTimeout(go, 5));
    log.append(
      id,
      Array.from({ length: Math.min(batch, count - seq) }, (_, at) => event(id, seq + at)),
      attempt,
    );
    await new Promise((go) => setImmediate(go));
  }
  store.runs.end(row, 'finished', null, now);
  log.wake(row);
}

/** The smallest event there is, one of those that nothing follows from. */
function event(runId: string, seq: number): JobEvent {
  return {
    type: 'epochFinished',
    runId,
    seq,
    epoch: seq + 1,
    loss: 0.5,
    activeShare: null,
    durationMs: 1,
    scores: null,
  };
}

/** Watches over one connection after the other, each cut after a random number of events. */
async function watch(
  address: string,
  token: string,
  id: string,
  count: number,
  seen: Seen,
  { times, random }: FaultContext,
): Promise<void> {
  const cuts = times(500);
  while (seen.last < count - 1) {
    const isLast = seen.disconnects >= cuts;
    const left = count - 1 - seen.last;
    const share = Math.max(1, Math.floor((2 * random() * left) / (cuts - seen.disconnects + 1)));
    await watchSome(address, token, id, isLast ? left : Math.min(share, left - 1), seen);
    if (!isLast) seen.disconnects += 1;
  }
}

function watchSome(address: string, token: string, id: string, count: number, seen: Seen): Promise<void> {
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

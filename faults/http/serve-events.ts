import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EventLog } from '@core/event-log';
import { runIdOf } from '@core/ids';
import { openStore } from '@core/open-store';
import { systemClock } from '@core/ports';
import { createRouter, type Handlers } from '@core/router';
import { anyRun } from '@core/store/run-fixture';
import { workspaceAt } from '@core/workspace';
import { createAccess } from '@main/serve/access';
import { serve } from '@main/serve/serve';
import type { JobEvent } from '@shared/job';

/** The real server over a real store with one run, whose events are stored as fast as wanted. */
export type ServedEvents = {
  address: string;
  token: string;
  id: string;
  /** Stores so many more, many in one transaction as a trainer's are; gives the number of the last. */
  append(count: number): Promise<number>;
  /** The run ends. */
  finish(): void;
  close(): Promise<void>;
};

const batch = 250;

/** Opens a store in a home folder and serves the events of a run in it. */
export async function serveEvents(home: string): Promise<ServedEvents> {
  const opened = await openStore(workspaceAt(home), holder, systemClock);
  const { store } = opened;
  const log = new EventLog(store);
  const row = store.runs.insert(anyRun());
  store.runs.launch(row, now);
  const access = createAccess();
  const router = createRouter({ events: log } as Handlers, {
    storeFile: '',
    log: silent,
    refuseWriting: () => Promise.resolve(),
  });
  const page = pathToFileURL(`${resolve('out/renderer')}/`);
  const served = await serve({ workbench: { router, ...nothingElse }, version: '0', access, page });
  const id = runIdOf(row);
  let last = -1;
  return {
    address: served.address,
    token: access.token,
    id,
    async append(count) {
      for (const end = last + count; last < end;) {
        const some = Array.from({ length: Math.min(batch, end - last) }, (_, at) =>
          eventOf(id, last + 1 + at),
        );
        log.append(id, some, attempt);
        last += some.length;
        await new Promise((go) => setImmediate(go));
      }
      return last;
    },
    finish() {
      store.runs.end(row, 'finished', null, now);
      log.wake(row);
    },
    async close() {
      await served.close();
      opened.close();
    },
  };
}

const holder = { pid: process.pid, door: 'serve', url: null } as const;
const nothing = () => Promise.reject(new Error('There is nothing but events.'));
const nothingElse = { examplePng: nothing, receiveUpload: nothing, exportRun: nothing, runBytes: nothing };
const now = '2026-01-01T00:00:00.000Z';
const silent = { info: () => {}, warn: () => {}, error: () => {}, close: () => {} };
const attempt = { number: 1, k: 5, cancelledMeans: 'cancelled', now } as const;

/** The smallest event there is, one of those that nothing follows from. */
function eventOf(runId: string, seq: number): JobEvent {
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

import { writeSync } from 'node:fs';
import { EventLog } from '@core/event-log';
import { openStore } from '@core/open-store';
import { systemClock } from '@core/ports';
import { workspaceAt } from '@core/workspace';
import { createRandom } from '@ml/random';
import type { JobEvent } from '@shared/job';

// Stores the events of one run through the workbench's own log and tells the number of each once it is stored.
const { home, events, level } = JSON.parse(process.argv[2] ?? '{}') as {
  home: string;
  events: number;
  level: 'FULL' | 'NORMAL';
};
const holder = { pid: process.pid, door: 'cli' as const, url: null };
const { store, close } = await openStore(workspaceAt(home), holder, systemClock);
if (level === 'NORMAL') store.connection.pragma('synchronous = NORMAL');
// Checkpoints come ten times as often as usual: more moments at which the power can fail in one.
store.connection.pragma('wal_autocheckpoint = 100');
const row = store.transaction(() => store.runs.insert(anyRun()));
store.runs.launch(row, systemClock.now().toISOString());
const log = new EventLog(store);
const attempt = { number: 1, k: 1, cancelledMeans: 'cancelled', now: '2026-01-01T00:00:00.000Z' } as const;
const random = createRandom(1, 'writer');
for (let seq = 0; seq < events; seq += 1) {
  log.append(`r${row}`, [eventOf(seq)], attempt);
  writeSync(1, `ack ${seq}\n`);
}
close();

function anyRun() {
  const config = { dataset: 'x', distance: 'l2', params: {}, k: 1, seed: 0 } as never;
  return { name: 'x', config, datasetHash: 'x', tags: [], epochs: events, createdAt: 'now', study: null };
}

function eventOf(seq: number): JobEvent {
  if (seq === 0) {
    const engine = { name: 'cpu', version: '1', why: padding() } as const;
    return {
      type: 'started',
      runId: `r${row}`,
      seq,
      engine,
      path: 'direct',
      epoch: 0,
      versions: { padding: padding() },
    };
  }
  return {
    type: 'epochDiagnosed',
    runId: `r${row}`,
    seq,
    epoch: seq,
    padding: padding(),
  } as unknown as JobEvent;
}

/** Up to three pages of noise, so that transactions differ in size. */
function padding(): string {
  return Array.from({ length: Math.ceil(random.uniform() * 1500) }, () => random.uint32().toString(36)).join(
    '',
  );
}

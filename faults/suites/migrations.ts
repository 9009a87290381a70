import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '@core/open-store';
import { systemClock } from '@core/ports';
import { migrate } from '@core/store/migrate';
import { migrations as steps, schemaVersion } from '@core/store/migrations';
import { workspaceAt } from '@core/workspace';
import { FailingHost } from '../failing-host';
import { noPreload } from '../preload/build';
import type { Call } from '../preload/control';
import { atLeast, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const kinds: readonly { call: Call; fault: 'ENOSPC' | 'EIO' | 'KILL' }[] = [
  { call: 'pwrite', fault: 'KILL' },
  { call: 'pwrite', fault: 'ENOSPC' },
  { call: 'sync', fault: 'KILL' },
  { call: 'sync', fault: 'EIO' },
  { call: 'rename', fault: 'KILL' },
  { call: 'rename', fault: 'EIO' },
];
const lanes = 2;

/** A store of an older schema is brought up to date, and that fails or is killed at each moment; the next start ends it. */
export const migrations = defineSuite({
  id: 'migrations',
  title: 'the update of an older store fails or is killed at every moment',
  covers: ['F12'],
  alone: true,
  skip: noPreload,
  async run(context): Promise<Figure[]> {
    const known = steps.slice(1).map((_, at) => at + 1);
    // From the oldest every step is taken, from the newest the last alone; those between only at the nightly scale.
    const asked = context.isNightly ? known : known.filter((one) => one === 1 || one === known.length);
    const olds = await Promise.all(asked.map((one) => makeOld(one, context)));
    const goal = new Map<string, string>();
    for (const old of olds) goal.set(old, await updated(old));
    const counts = { fired: 0, exact: 0 };
    const tasks = olds.flatMap((old) => kinds.map((kind) => ({ ...kind, old })));
    const work = async (name: string) => {
      const host = new FailingHost(context, name);
      try {
        for (let task = tasks.shift(); task; task = tasks.shift())
          await sweep(task, goal.get(task.old)!, host, counts, context);
      } finally {
        await host.end();
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(`lane-${lane}`)));
    return [
      told('older schemas', `${olds.length} of ${known.length}`),
      atLeast('faults in their updates', counts.fired, 100),
      mustBe('stores that differ from one updated in peace', counts.fired - counts.exact, 0),
    ];
  },
});

type Task = (typeof kinds)[number] & { old: string };

async function sweep(
  { old, call, fault }: Task,
  goal: string,
  host: FailingHost,
  counts: { fired: number; exact: number },
  context: FaultContext,
): Promise<void> {
  const look = async (n: number) => {
    counts.fired += 1;
    const found = await updated(host.home);
    const name = `${basename(old)}: ${fault} at ${call} ${n}`;
    context.check('the next start brings it up to date, with all it held', found === goal, name);
    if (found === goal) counts.exact += 1;
  };
  if (fault === 'KILL') {
    await host.killed(old, 'nothing', { call, copies: 1000 }, look);
  } else {
    for (let n = 1; ; n += 1) {
      const answer = await host.fail(old, 'nothing', { call, error: fault, n });
      if ('fired' in answer && !answer.fired) break;
      const isTold = 'lines' in answer && (answer.error === null || answer.error.code === 'storage');
      const name = `${basename(old)}: ${fault} at ${call} ${n}: ${JSON.stringify(answer)}`;
      context.check('an update that fails says so in words', isTold, name);
      await look(n);
    }
  }
  context.say(`${basename(old)}: ${call} with ${fault}`);
}

/** A home folder as an older version left it, with something in every table it knew. */
async function makeOld(known: number, { folder }: FaultContext): Promise<string> {
  const home = join(folder, `schema-${known}`);
  mkdirSync(home);
  const db = new Database(join(home, 'store.db'));
  db.pragma('journal_mode = WAL');
  await migrate(db, steps.slice(0, known));
  for (let run = 1; run <= 40; run += 1) insertRun(db, run);
  db.close();
  return home;
}

function insertRun(db: Database.Database, run: number): void {
  const config = JSON.stringify({ dataset: 'x', distance: 'l2', params: {}, k: 1, padding: 'x'.repeat(500) });
  db.prepare(
    `INSERT INTO runs (id, name, status, config, dataset_hash, seed, tags, created_at, epochs, last_seq, queue_order)
     VALUES (?, ?, 'finished', ?, 'h', 1, '[]', 'then', 3, 0, ?)`,
  ).run(run, `run ${run}`, config, run);
  db.prepare(`INSERT INTO run_events (run_id, seq, payload) VALUES (?, 0, '{}')`).run(run);
  const put = db.prepare(
    'INSERT INTO metrics (run_id, key_id, epoch, value, nonfinite) VALUES (?, 1, ?, ?, 0)',
  );
  for (let epoch = 1; epoch <= 3; epoch += 1) put.run(run, epoch, run / epoch);
}

/** Opens a store as always and closes it; gives all that it holds then: its schema and every row of every table. */
async function updated(home: string): Promise<string> {
  const copy = `${home}-looked-at`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(home, copy, { recursive: true });
  try {
    (await openStore(workspaceAt(copy), { pid: process.pid, door: 'cli', url: null }, systemClock)).close();
  } catch (error) {
    return `it does not open: ${String(error)}`;
  }
  const db = new Database(join(copy, 'store.db'), { readonly: true });
  const schema = db
    .prepare<[], { name: string; type: string }>('SELECT * FROM sqlite_schema ORDER BY name')
    .all();
  const rows = schema.map(({ name, type }) =>
    type === 'table' ? db.prepare(`SELECT * FROM "${name}"`).all() : [],
  );
  const version = db.pragma('user_version', { simple: true });
  db.close();
  return JSON.stringify([version === schemaVersion, schema.map(withoutPage), rows]);
}

/** Where a table begins in the file depends on how often it was tried. */
function withoutPage(row: object): object {
  return { ...row, rootpage: 0 };
}

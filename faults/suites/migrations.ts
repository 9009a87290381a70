import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '@core/open-store';
import { systemClock } from '@core/ports';
import { migrate } from '@core/store/migrate';
import { migrations as steps, schemaVersion } from '@core/store/migrations';
import { workspaceAt } from '@core/workspace';
import { noStrace } from '../strace/available';
import { runWith, type Injection } from '../strace/inject';
import { planOf } from '../template';
import { atLeast, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const kinds: readonly { calls: string; fault: Injection['fault'] }[] = [
  { calls: 'pwrite64', fault: 'KILL' },
  { calls: 'pwrite64', fault: 'ENOSPC' },
  { calls: 'fsync,fdatasync', fault: 'KILL' },
  { calls: 'fsync,fdatasync', fault: 'EIO' },
  { calls: 'rename', fault: 'KILL' },
];
const lanes = 2;
/** Of the many writes every second one is tried, of later schemas, which take fewer steps of the same kind, every sixth call. */
const strideOfWrites = 2;
const strideOfLater = 6;

/** A store of every older schema is brought up to date, and that fails or is killed at each moment; the next start ends it. */
export const migrations = defineSuite({
  id: 'migrations',
  title: 'the update of an older store fails or is killed at every moment',
  covers: ['F12'],
  skip: noStrace,
  async run(context): Promise<Figure[]> {
    const olds = await Promise.all(steps.slice(1).map((_, at) => makeOld(at + 1, context)));
    const goal = new Map<string, string>();
    for (const old of olds) goal.set(old, await updated(old));
    const counts = { fired: 0, exact: 0 };
    const tasks = olds.flatMap((old, at) =>
      kinds.map((kind) => ({ ...kind, old, stride: strideOf(kind.calls, at === 0, context) })),
    );
    const work = async (lane: number) => {
      for (let task = tasks.shift(); task; task = tasks.shift())
        await sweep(task, goal.get(task.old)!, join(context.folder, `lane-${lane}`), counts, context);
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
    return [
      told('older schemas', olds.length.toString()),
      atLeast('faults in their updates', counts.fired, 100),
      mustBe('stores that differ from one updated in peace', counts.fired - counts.exact, 0),
    ];
  },
});

/** Nothing is left out at the nightly scale. */
function strideOf(calls: string, isFirst: boolean, { times }: FaultContext): number {
  if (times(1) > 1) return 1;
  if (!isFirst) return strideOfLater;
  return calls === 'pwrite64' ? strideOfWrites : 1;
}

type Task = { old: string; calls: string; fault: Injection['fault']; stride: number };

async function sweep(
  { old, calls, fault, stride }: Task,
  goal: string,
  home: string,
  counts: { fired: number; exact: number },
  context: FaultContext,
): Promise<void> {
  for (let n = 1; ; n += stride) {
    rmSync(home, { recursive: true, force: true });
    cpSync(old, home, { recursive: true });
    const { fired, lines, ending } = await runWith(
      { calls, fault, n },
      context.program('host'),
      [planOf(home, 'nothing', context)],
      `${home}.trace`,
      join(context.folder, 'compiled'),
    );
    if (!fired) break;
    counts.fired += 1;
    const name = `${old}: ${fault} at ${calls} ${n}`;
    const last = (lines.at(-1) ?? {}) as { done?: boolean; error?: { code: string; message: string } };
    const isTold = fault === 'KILL' || last.done === true || last.error?.code === 'storage';
    context.check(
      'an update that fails says so in words',
      isTold,
      `${name}: ${JSON.stringify([last, ending])}`,
    );
    const found = await updated(home);
    context.check('the next start brings it up to date, with all it held', found === goal, name);
    if (found === goal) counts.exact += 1;
  }
  context.say(`${basename(old)}: ${calls} with ${fault}`);
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

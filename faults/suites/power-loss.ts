import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { startLineChild } from '../line-child';
import { noStrace } from '../strace/available';
import { Disk } from '../strace/disk-image';
import { readTrace, traceOptions, type Operation } from '../strace/read-trace';
import { atLeast, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const events = 150;
const endings = ['store.db', 'store.db-wal'];

/** The writes of a real host are recorded; the power is cut between any two of them; what is left of the disk is opened. */
export const powerLoss = defineSuite({
  id: 'power-loss',
  title: 'power loss, replayed from the system calls of a real host',
  covers: ['F4', 'F7'],
  skip: noStrace,
  async run(context): Promise<Figure[]> {
    const full = await replay('FULL', context.times(1000), context);
    const normal = await replay('NORMAL', context.times(200), context);
    context.check('with FULL every image is a sound database', full.damaged === 0);
    return [
      mustBe('images of the disk, FULL', full.images, context.times(1000)),
      told('acknowledged events among them', full.acknowledged.toLocaleString('en')),
      mustBe('images that lost an acknowledged event', full.lost, 0),
      atLeast('control: images with synchronous=NORMAL that lost one', normal.lost, 1),
      told('of images in the control', String(normal.images)),
    ];
  },
});

async function replay(level: 'FULL' | 'NORMAL', images: number, context: FaultContext) {
  const { files, operations } = await record(level, context);
  const acks = operations.filter(({ type }) => type === 'ack');
  context.check(`${level}: every event of the recording was acknowledged`, acks.length === events);
  context.check(`${level}: the recording holds writes and syncs of store and log`, holdsAll(operations));
  const disk = new Disk(files);
  const cuts = Array.from({ length: images }, () => Math.floor(context.random() * operations.length));
  cuts.sort((a, b) => a - b);
  const result = { images: 0, acknowledged: 0, lost: 0, damaged: 0 };
  let acknowledged = -1;
  for (const [at, operation] of operations.entries()) {
    for (; cuts[0] === at; cuts.shift()) {
      const found = lastEventIn(writeImage(disk, context));
      result.images += 1;
      result.acknowledged += acknowledged + 1;
      if (found === null) result.damaged += 1;
      if (found === null || found < acknowledged) result.lost += 1;
    }
    disk.do(operation);
    if (operation.type === 'ack') acknowledged = operation.seq;
  }
  return result;
}

async function record(level: string, context: FaultContext) {
  const home = join(context.folder, level);
  const trace = join(context.folder, `${level}.trace`);
  const plan = (count: number) => [JSON.stringify({ home, events: count, level })];
  await startLineChild(context.program('writer'), plan(0)).ended;
  const storeFile = join(home, 'store.db');
  const files = new Map([[storeFile, readFileSync(storeFile)]]);
  const before = ['strace', ...traceOptions, '-o', trace];
  const { code, stderr } = await startLineChild(context.program('writer'), plan(events), { before }).ended;
  if (code !== 0) throw new Error(`The recorded host ended with ${code}: ${stderr}`);
  return { files, operations: readTrace(trace, endings) };
}

function holdsAll(operations: readonly Operation[]): boolean {
  return endings.every((ending) =>
    (['write', 'sync'] as const).every((type) =>
      operations.some((operation) => operation.type === type && operation.file.endsWith(ending)),
    ),
  );
}

/** The store's file of a disk after a power loss. */
function writeImage(disk: Disk, context: FaultContext): string {
  const folder = join(context.folder, 'image');
  mkdirSync(folder, { recursive: true });
  const chance = [0, 0.5, 0.9, 1][Math.floor(context.random() * 4)]!;
  writeFileSync(join(folder, 'store.db-wal'), '');
  for (const [file, bytes] of disk.image(chance, context.random))
    writeFileSync(join(folder, basename(file)), bytes);
  return join(folder, 'store.db');
}

/** Number of the last event that the store holds, −1 for none; null for a store that is damaged. */
function lastEventIn(file: string): number | null {
  const db = new Database(file);
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') return null;
    const row = db
      .prepare<[], { last: number; count: number }>(
        'SELECT coalesce(max(seq), -1) AS last, count(*) AS count FROM run_events WHERE run_id = (SELECT max(run_id) FROM run_events)',
      )
      .get()!;
    return row.count === row.last + 1 ? row.last : null;
  } catch {
    return null;
  } finally {
    db.close();
  }
}

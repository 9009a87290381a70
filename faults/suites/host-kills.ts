import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { auditStore, type KnownFiles } from '../audit';
import { goneAfter } from '../is-gone';
import { startLineChild, type LineChild } from '../line-child';
import { Promised } from '../promised';
import { atLeast, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

/** Homes that are used and killed side by side: one for each core. */
const lanes = 2;
/** Latest moment of a kill that comes by the clock after the session began; the earliest is at once. */
const longestMs = 800;
/** Latest moment of a kill that comes by what was acknowledged in the session, however fast the machine is. */
const mostAcknowledged = 80;
/** A session that acknowledges nothing for so long is killed all the same. */
const patienceMs = 20_000;

/** A workbench that imports, trains, changes and exports is killed at a random moment, again and again, on the same store. */
export const hostKills = defineSuite({
  id: 'host-kills',
  title: 'SIGKILL of the host in a mixed workload',
  covers: ['F4', 'F5', 'F24'],
  alone: true,
  async run(context): Promise<Figure[]> {
    const kills = context.times(200);
    const results = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => killAgainAndAgain(lane, kills / lanes, context)),
    );
    const sum = (of: 'kills' | 'acknowledged' | 'lost' | 'interrupted') =>
      results.reduce((total, result) => total + result[of], 0);
    const opened = results.flatMap(({ openedMs }) => openedMs).sort((a, b) => a - b);
    return [
      mustBe('kills', sum('kills'), kills),
      atLeast('acknowledged changes and events', sum('acknowledged'), 10 * kills),
      mustBe('of these lost', sum('lost'), 0),
      told('runs found interrupted and offered for resume', String(sum('interrupted'))),
      told(
        'opened again after a kill in (median)',
        `${opened[Math.floor(opened.length / 2)]?.toFixed(0)} ms`,
      ),
    ];
  },
});

async function killAgainAndAgain(lane: number, kills: number, context: FaultContext) {
  const home = join(context.folder, `home-${lane}`);
  const source = join(context.folder, `sources-${lane}`);
  mkdirSync(source);
  const promised = new Promised();
  const known: KnownFiles = new Map();
  let since = new Date().toISOString();
  const orphans: Promise<void>[] = [];
  const result = { kills: 0, acknowledged: 0, lost: 0, interrupted: 0, openedMs: [] as number[] };
  while (result.kills < kills) {
    const seed = lane * 100_000 + result.kills;
    const plan = { home, session: 'mixed', source, seed, children: 'forked', waits: true };
    const host = startLineChild(context.program('host'), [JSON.stringify(plan)]);
    result.openedMs.push(await openedMs(host));
    result.lost += inspect(home, promised, known, context);
    result.interrupted += interruptedSince(home, since);
    since = new Date().toISOString();
    // Whoever is left of the session ends while the next host starts, as it would for a person.
    orphans.push(endOf(await oneSession(host, promised, context), context));
    result.kills += 1;
    if (result.kills % 25 === 0)
      context.say(`lane ${lane}: ${result.kills} kills, ${promised.count} acknowledged`);
  }
  await Promise.all(orphans);
  const last = startLineChild(context.program('host'), [
    JSON.stringify({ home, session: 'nothing', source, seed: 0, children: 'forked', waits: false }),
  ]);
  context.check('the store opens and closes cleanly after the last kill', (await last.ended).code === 0);
  // Every file is read once more, whatever was known of it.
  result.lost += inspect(home, promised, new Map(), context);
  result.acknowledged = promised.count;
  return result;
}

async function openedMs(host: LineChild): Promise<number> {
  const line = (await host.next()) as { opened?: number; error?: unknown } | null;
  if (line?.opened === undefined) {
    const { stderr } = await host.ended;
    throw new Error(`The host did not open: ${JSON.stringify(line)} ${stderr}`);
  }
  return line.opened;
}

/** Looks at the store as the new host has just put it right; gives how much was lost. */
function inspect(home: string, promised: Promised, known: KnownFiles, context: FaultContext): number {
  const problems = auditStore(home, known);
  context.check(
    'the store is whole: nothing torn, no gap, no run without a trainer',
    problems.length === 0,
    problems.join('; '),
  );
  const lost = promised.lostIn(home);
  context.check('nothing acknowledged is lost', lost.length === 0, lost.join('; '));
  return lost.length;
}

function interruptedSince(home: string, since: string): number {
  const db = new Database(join(home, 'store.db'), { readonly: true });
  try {
    return db
      .prepare<[string], number>(
        `SELECT count(*) FROM runs WHERE status = 'interrupted' AND finished_at >= ?`,
      )
      .pluck()
      .get(since)!;
  } finally {
    db.close();
  }
}

/** Importers and trainers whose host was killed. */
async function endOf(children: readonly number[], context: FaultContext): Promise<void> {
  const ended = await Promise.all(children.map(async (pid) => (await goneAfter(pid)) !== null));
  context.check('importers and trainers end by themselves', ended.every(Boolean), children.join(', '));
}

/**
 * Lets the host work and kills it: half of the times by the clock, else a moment after so many acknowledgements. Gives the
 * processes it had started.
 */
async function oneSession(host: LineChild, promised: Promised, context: FaultContext): Promise<number[]> {
  const byClock = context.random() < 0.5;
  const [early, moment] = [context.random() ** 2, context.random() * 30];
  let left = Math.ceil(early * mostAcknowledged);
  let timer = setTimeout(() => host.kill(), byClock ? moment + early * longestMs : patienceMs);
  const children: number[] = [];
  host.send({ go: true });
  for (let line = await host.next(); line !== null; line = await host.next()) {
    const before = promised.count;
    promised.hear(line);
    left -= promised.count - before;
    if (!byClock && left <= 0) {
      clearTimeout(timer);
      timer = setTimeout(() => host.kill(), moment);
      left = Infinity;
    }
    const { child, error } = line as { child?: number; error?: unknown };
    if (child !== undefined) children.push(child);
    if (error !== undefined) throw new Error(`The session failed: ${JSON.stringify(error)}`);
  }
  clearTimeout(timer);
  const { signal, stderr } = await host.ended;
  context.check('the host was killed', signal === 'SIGKILL', stderr);
  return children;
}

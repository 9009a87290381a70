import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { auditStore } from '../audit';
import { startServer, type RunningServer } from '../http/start-server';
import { goneAfter } from '../is-gone';
import { openBench } from '../training';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const params = { epochs: 100_000, batchSize: 6, embeddingSize: 4 };
const request = { dataset: 'tiny', distance: 'contrastive', k: 3, engine: 'cpu' as const, params };

type Case = {
  name: string;
  exitCode: number;
  words: RegExp;
  /** Must a checkpoint be there afterwards? */
  saves: boolean;
  end: (server: RunningServer, trainer: number) => Promise<void>;
};

const cases: readonly Case[] = [
  {
    name: 'SIGTERM',
    exitCode: 0,
    words: /^The workbench was closed while this run was training\.$/,
    saves: true,
    end: (server) => Promise.resolve(void process.kill(server.pid, 'SIGTERM')),
  },
  {
    name: 'SIGTERM while the trainer does not answer',
    exitCode: 0,
    words: /^The workbench was closed while this run was training\.$/,
    saves: false,
    async end(server, trainer) {
      process.kill(trainer, 'SIGSTOP');
      process.kill(server.pid, 'SIGTERM');
      await server.ended;
    },
  },
  {
    name: 'a second SIGINT while the trainer does not answer',
    exitCode: 130,
    words: /^The workbench stopped while this run was training\.$/,
    saves: false,
    async end(server, trainer) {
      process.kill(trainer, 'SIGSTOP');
      process.kill(server.pid, 'SIGINT');
      while (!server.stderr().includes('Closing')) await new Promise((next) => setTimeout(next, 5));
      process.kill(server.pid, 'SIGINT');
      await server.ended;
      process.kill(trainer, 'SIGCONT');
    },
  },
  {
    name: 'an uncaught exception',
    exitCode: 1,
    words: /^The workbench stopped while this run was training\.$/,
    saves: false,
    end: (server) => Promise.resolve(void process.kill(server.pid, 'SIGUSR2')),
  },
];

/** The server ends in the middle of a training: asked to, hurried, or by a fault of its own. */
export const endings = defineSuite({
  id: 'endings',
  title: 'serve ends while it trains: asked, hurried, by an exception',
  covers: ['F24', 'F25'],
  async run(context): Promise<Figure[]> {
    const thrower = join(context.folder, 'throw-when-told.mjs');
    writeFileSync(
      thrower,
      `process.on('SIGUSR2', () => setImmediate(() => { throw new Error('an injected fault'); }));\n`,
    );
    const took: string[] = [];
    let right = 0;
    for (const [at, one] of cases.entries()) {
      const ms = await endOnce(one, join(context.folder, String(at), 'home'), thrower, context);
      took.push(`${one.name}: ${ms.toFixed(0)} ms`);
      right += 1;
    }
    return [
      mustBe('ways to end, each with its exit code', right, cases.length),
      told('from the signal to the end', took.join('; ')),
    ];
  },
});

async function endOnce(one: Case, home: string, thrower: string, context: FaultContext): Promise<number> {
  const { name, exitCode, words, saves, end } = one;
  const id = await queueOne(home, context);
  const server = await startServer(home, undefined, {
    NODE_OPTIONS: `--import=${pathToFileURL(thrower).href}`,
  });
  while (epochOf(home) < 5) await new Promise((next) => setTimeout(next, 20));
  const [trainer] = childrenOf(server.pid);
  const began = performance.now();
  await end(server, trainer!);
  const code = await server.ended;
  const ms = performance.now() - began;
  context.check('it ends with its exit code', code === exitCode, `${name}: ${code}\n${server.stderr()}`);
  context.check('its trainer ends, too', (await goneAfter(trainer!)) !== null, name);
  if (exitCode === 1) {
    const kept = readFileSync(join(home, 'logs', 'faults.log'), 'utf8');
    context.check(
      'a fault is kept in a log and told in words',
      kept.includes('an injected fault') && server.stderr().includes('resume the runs'),
      kept,
    );
  }
  const { client, close } = await openBench({ home, program: context.program });
  const { status, error } = await client.runs.get({ id });
  context.check(
    'its run is interrupted, in words',
    status === 'interrupted' && words.test(error?.message ?? ''),
    `${name}: ${status}, ${error?.message}`,
  );
  await close();
  if (saves) context.check('the run was stopped at a checkpoint', checkpointsIn(home) > 0, name);
  const problems = auditStore(home);
  context.check('the store is whole', problems.length === 0, problems.join('; '));
  return ms;
}

/** Leaves a run in the queue that the next server goes on with. */
async function queueOne(home: string, context: FaultContext): Promise<string> {
  const { client, close } = await openBench({ home, program: context.program, concurrency: 0 });
  const { id } = await client.runs.start(request);
  await close();
  return id;
}

function epochOf(home: string): number {
  return numberIn(home, 'SELECT max(epoch) FROM runs');
}

function checkpointsIn(home: string): number {
  return numberIn(home, 'SELECT count(*) FROM checkpoints');
}

function numberIn(home: string, query: string): number {
  const db = new Database(join(home, 'store.db'), { readonly: true });
  try {
    return Number(db.prepare(query).pluck().get());
  } finally {
    db.close();
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

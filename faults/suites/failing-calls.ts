import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { auditStore } from '../audit';
import { startLineChild, type LineChild } from '../line-child';
import { Promised } from '../promised';
import { noStrace } from '../strace/available';
import { runWith, type Injected, type Injection } from '../strace/inject';
import { makeTemplates, planOf } from '../template';
import { atLeast, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const scripted = ['import', 'train', 'delete'] as const;
type Scripted = (typeof scripted)[number];

/** Every kind of call that makes something durable, with the ways in which it fails. */
const kinds: readonly { calls: string; faults: readonly Injection['fault'][] }[] = [
  { calls: 'pwrite64', faults: ['ENOSPC', 'EIO', 'KILL'] },
  { calls: 'fsync,fdatasync', faults: ['EIO', 'KILL'] },
  { calls: 'rename', faults: ['EIO', 'KILL'] },
  { calls: 'mkdir', faults: ['ENOSPC'] },
  { calls: 'write', faults: ['KILL'] },
];

const lanes = 2;

type Task = { session: Scripted; calls: string; fault: Injection['fault'] };

/** Each write, sync and rename of three sessions fails, or is the last, in turn. */
export const failingCalls = defineSuite({
  id: 'failing-calls',
  title: 'every n-th write, sync and rename fails or kills, in three sessions',
  covers: ['F4', 'F6', 'F7', 'F10', 'F14'],
  skip: noStrace,
  async run(context): Promise<Figure[]> {
    const templates = await makeTemplates(context);
    const tasks: Task[] = scripted.flatMap((session) =>
      kinds.flatMap(({ calls, faults }) => faults.map((fault) => ({ session, calls, fault }))),
    );
    const counts = { fired: 0, ended: 0, withError: 0, unharmed: 0 };
    const work = async (lane: number) => {
      const restarter = startLineChild(context.program('starter'), []);
      try {
        for (let task = tasks.shift(); task; task = tasks.shift()) {
          await sweep(task, { context, templates, lane, restarter, counts });
        }
      } finally {
        restarter.kill();
        await restarter.ended;
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
    return [
      atLeast('faults injected', counts.fired, 500),
      mustBe('sessions that ended in a way that is told to nobody', counts.fired - counts.ended, 0),
      told('of them ended with an error for the person', String(counts.withError)),
      told('of them went on unharmed', String(counts.unharmed)),
    ];
  },
});

type Lane = {
  context: FaultContext;
  templates: Record<Scripted, string>;
  lane: number;
  restarter: LineChild;
  counts: { fired: number; ended: number; withError: number; unharmed: number };
};

/** n = 1, 2, 3 … until the fault does not strike any more. */
async function sweep(task: Task, lane: Lane): Promise<void> {
  const { context, templates } = lane;
  const most = context.times(100);
  let n = 1;
  for (; n <= most; n += 1) {
    const home = join(context.folder, `lane-${lane.lane}`);
    rmSync(home, { recursive: true, force: true });
    cpSync(templates[task.session], home, { recursive: true });
    const injected = await runWith(
      { ...task, n },
      context.program('host'),
      [planOf(home, task.session, context)],
      join(context.folder, `trace-${lane.lane}`),
      join(context.folder, 'compiled'),
    );
    if (!injected.fired) break;
    lane.counts.fired += 1;
    const name = `${task.session}: ${task.fault} at ${task.calls} ${n}`;
    judgeEnding(name, task, injected, lane);
    await judgeStore(name, home, injected, lane);
  }
  context.say(`${task.session}: ${task.calls} with ${task.fault}, ${n - 1} times`);
}

/** A person must see that it went wrong, in words, or nothing must have gone wrong. */
function judgeEnding(name: string, task: Task, { lines, ending }: Injected, { context, counts }: Lane): void {
  const last = (lines.at(-1) ?? {}) as { done?: boolean; error?: { code: string; message: string } };
  // What fired is known from how it ended; that it is dead is all there is to say.
  if (task.fault === 'KILL') return void (counts.ended += 1);
  const isTold = last.error !== undefined && last.error.code !== undefined && last.error.message.length > 0;
  const isPlain = !isTold || !/at .*:\d+:\d+|undefined|Something went wrong/.test(last.error!.message);
  counts.ended += last.done || isTold ? 1 : 0;
  counts.withError += isTold ? 1 : 0;
  counts.unharmed += last.done ? 1 : 0;
  const words = `${name}: ${JSON.stringify(last)} ${JSON.stringify(ending)}`.slice(0, 600);
  context.check('a failed call ends in words, or harms nothing', last.done === true || isTold, words);
  context.check('the words are those of a person', isPlain, words);
}

/** After a new start all is well, and what was acknowledged is there. */
async function judgeStore(name: string, home: string, { lines }: Injected, lane: Lane): Promise<void> {
  const { context, restarter } = lane;
  restarter.send({ open: [home] });
  const answer = (await restarter.next()) as { results: { won: boolean; error: unknown }[] } | null;
  const [result] = answer?.results ?? [];
  context.check('the store opens again', result?.won === true, `${name}: ${JSON.stringify(result?.error)}`);
  restarter.send({ open: [] });
  await restarter.next();
  if (!result?.won) return;
  const problems = auditStore(home);
  context.check('the store is whole', problems.length === 0, `${name}: ${problems.join('; ')}`);
  const promised = new Promised();
  for (const line of lines) promised.hear(line);
  const lost = promised.lostIn(home);
  context.check('nothing acknowledged is lost', lost.length === 0, `${name}: ${lost.join('; ')}`);
}

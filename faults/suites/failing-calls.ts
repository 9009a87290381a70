import { auditStore } from '../audit';
import { FailingHost, type FailingAnswer } from '../failing-host';
import { startLineChild, type Ending, type LineChild } from '../line-child';
import { noPreload } from '../preload/build';
import type { Call } from '../preload/control';
import { Promised } from '../promised';
import { makeTemplates } from '../template';
import { atLeast, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const scripted = ['import', 'train', 'delete'] as const;

/** Every kind of call that makes something durable, with the ways in which it fails. */
const kinds: readonly { call: Call; faults: readonly ('ENOSPC' | 'EIO' | 'KILL')[] }[] = [
  { call: 'pwrite', faults: ['ENOSPC', 'EIO', 'KILL'] },
  { call: 'sync', faults: ['EIO', 'KILL'] },
  { call: 'rename', faults: ['EIO', 'KILL'] },
  { call: 'mkdir', faults: ['ENOSPC', 'KILL'] },
  { call: 'write', faults: ['ENOSPC', 'KILL'] },
];

const lanes = 2;

type Task = { session: (typeof scripted)[number]; call: Call; fault: 'ENOSPC' | 'EIO' | 'KILL' };

/** Each write, sync and rename of three sessions fails, or is the last, in turn. */
export const failingCalls = defineSuite({
  id: 'failing-calls',
  title: 'every n-th write, sync and rename fails or kills, in three sessions',
  covers: ['F4', 'F6', 'F7', 'F10', 'F14'],
  alone: true,
  skip: noPreload,
  async run(context): Promise<Figure[]> {
    const templates = await makeTemplates(context);
    const tasks: Task[] = scripted.flatMap((session) =>
      kinds.flatMap(({ call, faults }) => faults.map((fault) => ({ session, call, fault }))),
    );
    const counts = { killed: 0, failed: 0, ended: 0, withError: 0, unharmed: 0 };
    const work = async (name: string) => {
      const host = new FailingHost(context, name);
      const restarter = startLineChild(context.program('starter'), []);
      try {
        for (let task = tasks.shift(); task; task = tasks.shift()) {
          const times = await sweep(task, {
            context,
            template: templates[task.session],
            host,
            restarter,
            counts,
          });
          context.say(`${task.session}: ${task.call} with ${task.fault}, ${times} times`);
        }
      } finally {
        restarter.kill();
        await Promise.all([restarter.ended, host.end()]);
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(`lane-${lane}`)));
    return [
      atLeast('calls that failed', counts.failed, 300),
      atLeast('calls at which the host was killed', counts.killed, 250),
      mustBe('sessions that ended in a way that is told to nobody', counts.failed - counts.ended, 0),
      told('of them ended with an error for the person', String(counts.withError)),
      told('of them went on unharmed', String(counts.unharmed)),
    ];
  },
});

type Lane = {
  context: FaultContext;
  template: string;
  host: FailingHost;
  restarter: LineChild;
  counts: { killed: number; failed: number; ended: number; withError: number; unharmed: number };
};

/** n = 1, 2, 3 … until the session has no such call any more; gives how many it had. */
async function sweep({ session, call, fault }: Task, lane: Lane): Promise<number> {
  const { context, template, host, counts } = lane;
  const most = context.times(100);
  const nameOf = (n: number) => `${session}: ${fault} at ${call} ${n}`;
  if (fault === 'KILL') {
    const times = await host.killed(template, session, { call, copies: most }, (n, lines) =>
      judgeStore(nameOf(n), lines, lane),
    );
    counts.killed += times;
    return times;
  }
  for (let n = 1; n <= most; n += 1) {
    const answer = await host.fail(template, session, { call, error: fault, n });
    if ('fired' in answer && !answer.fired) return n - 1;
    counts.failed += 1;
    judgeEnding(nameOf(n), answer, lane);
    await judgeStore(nameOf(n), 'lines' in answer ? answer.lines : [], lane);
  }
  return most;
}

/** A person must see that it went wrong, in words, or nothing must have gone wrong. */
function judgeEnding(name: string, answer: FailingAnswer | Ending, { context, counts }: Lane): void {
  const isEnd = 'lines' in answer;
  const isDone = isEnd && answer.error === null;
  const error = isEnd ? answer.error : null;
  const isTold = error !== null && error.code !== undefined && error.message.length > 0;
  const isPlain = !isTold || !/at .*:\d+:\d+|undefined|Something went wrong/.test(error.message);
  counts.ended += isDone || isTold ? 1 : 0;
  counts.withError += isTold ? 1 : 0;
  counts.unharmed += isDone ? 1 : 0;
  const words = `${name}: ${JSON.stringify(isEnd ? error : answer)}`.slice(0, 600);
  context.check('a failed call ends in words, or harms nothing', isDone || isTold, words);
  context.check('the words are those of a person', isPlain, words);
}

/** After a new start all is well, and what was acknowledged is there. */
async function judgeStore(name: string, lines: unknown[], { context, host, restarter }: Lane): Promise<void> {
  restarter.send({ open: [host.home] });
  const answer = (await restarter.next()) as { results: { won: boolean; error: unknown }[] } | null;
  const [result] = answer?.results ?? [];
  context.check('the store opens again', result?.won === true, `${name}: ${JSON.stringify(result?.error)}`);
  restarter.send({ open: [] });
  await restarter.next();
  if (!result?.won) return;
  const problems = auditStore(host.home);
  context.check('the store is whole', problems.length === 0, `${name}: ${problems.join('; ')}`);
  const promised = new Promised();
  for (const line of lines) promised.hear(line);
  const lost = promised.lostIn(host.home);
  context.check('nothing acknowledged is lost', lost.length === 0, `${name}: ${lost.join('; ')}`);
}

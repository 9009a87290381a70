import { join } from 'node:path';
import type { Child } from '@core/ports';
import type { RunRequest } from '@shared/run';
import { auditStore } from '../audit';
import { ended, openBench, resultsOf, type TrainingBench } from '../training';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

type Kill = { name: string; words: RegExp; do: (trainer: Child) => void };

const signalled = (signal: NodeJS.Signals) => (trainer: Child) => void process.kill(trainer.pid!, signal);
const asked = (fault: string) => (trainer: Child) => trainer.send({ fault });

/** Each as often as it stands here. */
const kills: readonly Kill[] = [
  ...Array.from({ length: 10 }, () => ({ name: 'SIGKILL', words: /\(killed\)/, do: signalled('SIGKILL') })),
  { name: 'SIGSEGV', words: /\(crashed, SIGSEGV\)/, do: signalled('SIGSEGV') },
  { name: 'SIGSEGV', words: /\(crashed, SIGSEGV\)/, do: signalled('SIGSEGV') },
  { name: 'abort', words: /\(crashed, SIGABRT\)/, do: asked('abort') },
  { name: 'exit 70', words: /\(exit code 70\)/, do: asked('exit') },
  { name: 'exception', words: /\(exit code 70\)/, do: asked('throw') },
  { name: 'out of memory', words: /\(out of memory\)/, do: asked('memory') },
];

const params = { epochs: 50, batchSize: 6, embeddingSize: 4 };
/** What is trained: both paths, with and without optimizer state. */
const requests: readonly RunRequest[] = [
  { dataset: 'tiny', distance: 'contrastive', params },
  {
    dataset: 'tiny',
    distance: 'triplet',
    optimizer: 'adam',
    params: { ...params, hiddenSize: 5, learningRate: 0.01 },
  },
  { dataset: 'tiny', distance: 'l2-min', params: { ...params, momentum: 0.9, weightDecay: 0.01 } },
  {
    dataset: 'tiny',
    distance: 'contrastive',
    embedding: 'mlp',
    sampler: 'class-balanced',
    params: { ...params, hiddenSize: 5 },
  },
].map((request) => ({ ...request, k: 3, engine: 'cpu' as const }));

const lanes = 2;
/** How often one run loses its trainer before it may end. */
const killsOfOne = 5;

/** Trainers are ended in every way at random moments; their runs are resumed until they finish, and must come to the same bits. */
export const trainerKills = defineSuite({
  id: 'trainer-kills',
  title: 'trainers killed, crashed and out of memory at random moments',
  covers: ['F1', 'F2', 'F10'],
  alone: true,
  async run(context): Promise<Figure[]> {
    const wanted = context.times(200);
    const results = await Promise.all(
      Array.from({ length: lanes }, (_, lane) => killInLane(lane, wanted / lanes, context)),
    );
    const sum = (of: 'kills' | 'runs' | 'exact' | 'fromCheckpoint') =>
      results.reduce((total, result) => total + result[of], 0);
    const seen = results.flatMap(({ seenMs }) => seenMs).sort((a, b) => a - b);
    const at = (share: number) => `${seen[Math.floor(seen.length * share)]?.toFixed(0)} ms`;
    return [
      mustBe('trainers killed', sum('kills'), wanted),
      told('from the signal to "interrupted", p50 and p95', `${at(0.5)}, ${at(0.95)}`),
      told('of these a checkpoint was there to go on from', String(sum('fromCheckpoint'))),
      told('runs that lost their trainers', String(sum('runs'))),
      mustBe(
        'runs that differ from the undisturbed one (weights, results, curves)',
        sum('runs') - sum('exact'),
        0,
      ),
    ];
  },
});

async function killInLane(lane: number, wanted: number, context: FaultContext) {
  const home = join(context.folder, `lane-${lane}`, 'home');
  const bench = await openBench({ home, program: context.program, times: { checkpointEveryMs: 15 } });
  const tally = { kills: 0, runs: 0, exact: 0, fromCheckpoint: 0, seenMs: [] as number[] };
  try {
    const { client } = bench;
    const references = await Promise.all(
      requests.map(async (request) => (await finished(bench, (await client.runs.start(request)).id)).text),
    );
    for (; tally.kills < wanted; tally.runs += 1) {
      const { id } = await client.runs.start(requests[tally.runs % requests.length]!);
      for (let times = 0; times < killsOfOne && tally.kills < wanted; times += 1) {
        if (!(await killOnce(bench, id, tally, context))) break;
        await client.runs.resume({ id });
      }
      const { status, text } = await finished(bench, id);
      const isExact = status === 'finished' && text === references[tally.runs % requests.length];
      context.check('a resumed run comes to the same bits', isExact, `${id} is ${status}`);
      if (isExact) tally.exact += 1;
      if (tally.runs % 5 === 4) context.say(`lane ${lane}: ${tally.kills} kills, ${tally.runs + 1} runs`);
    }
  } finally {
    await bench.close();
  }
  const problems = auditStore(home);
  context.check('the store is whole afterwards', problems.length === 0, problems.join('; '));
  return tally;
}

async function finished({ client }: TrainingBench, id: string) {
  await ended(client, id);
  return resultsOf(client, id);
}

/** False when the run had ended before the trainer did. */
async function killOnce(
  { client, trainer }: TrainingBench,
  id: string,
  tally: { kills: number; fromCheckpoint: number; seenMs: number[] },
  context: FaultContext,
): Promise<boolean> {
  const kill = kills[Math.floor(context.random() * kills.length)]!;
  let left = Math.floor(context.random() * 20);
  const { lastSeq } = await client.runs.get({ id });
  let [seq, epoch] = [lastSeq, 0];
  let struck: { child: Child; ms: number } | null = null;
  let timer: NodeJS.Timeout | undefined;
  const strike = (): void => {
    const child = trainer();
    if (!child) return;
    struck = { child, ms: performance.now() };
    kill.do(child);
  };
  for await (const event of await client.runs.watch({ id, afterSeq: lastSeq })) {
    seq = event.seq;
    if (event.type === 'epochFinished') epoch = event.epoch;
    if (left-- === 0) timer = setTimeout(strike, context.random() * 10);
  }
  clearTimeout(timer);
  const endedMs = performance.now();
  const hit = struck as { child: Child; ms: number } | null;
  // The next job must not get a trainer that is about to die.
  if (hit) await new Promise<void>((resolve) => hit.child.onExit(() => resolve()));
  const run = await client.runs.get({ id });
  if (run.status === 'finished') return false;
  tally.kills += 1;
  if (hit && kill.name.startsWith('SIG')) tally.seenMs.push(endedMs - hit.ms);
  const message = run.error?.message ?? '';
  if (message.includes('Last checkpoint')) tally.fromCheckpoint += 1;
  const isTold =
    kill.words.test(message) && /^Trainer stopped unexpectedly \(.+\)\. (Last|No) checkpoint/.test(message);
  context.check('every run whose trainer died is interrupted', run.status === 'interrupted', run.status);
  context.check('the words say how and from where it can go on', isTold, `${kill.name}: ${message}`);
  const isKept = run.lastSeq >= seq && run.curves.loss.length >= epoch;
  context.check(
    'what was acknowledged stays',
    isKept,
    `${run.lastSeq} < ${seq}, or ${run.curves.loss.length} < ${epoch}`,
  );
  return true;
}

import { join } from 'node:path';
import { auditStore } from '../audit';
import { openBench, type TrainingBench } from '../training';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const request = {
  dataset: 'tiny',
  distance: 'contrastive',
  k: 3,
  engine: 'cpu' as const,
  params: { epochs: 60, batchSize: 6, embeddingSize: 4 },
  axes: [
    { name: 'positiveMargin', values: [0.1, 0.5, 1, 2] },
    { name: 'learningRate', values: [0.001, 0.005, 0.01] },
  ],
  folds: 4,
  workers: 2,
};

/** A sweep loses its trainers again and again and must come to the results of an undisturbed one. */
export const sweepKills = defineSuite({
  id: 'sweep-kills',
  title: 'trainers of a sweep killed at random moments',
  covers: ['F1', 'F10'],
  async run(context): Promise<Figure[]> {
    const reference = await sweepIn(join(context.folder, 'whole', 'home'), 0, context);
    let [exact, kills, resumed] = [0, 0, 0];
    const sweeps = context.times(3);
    for (let sweep = 0; sweep < sweeps; sweep += 1) {
      const home = join(context.folder, `cut-${sweep}`, 'home');
      const result = await sweepIn(home, 6, context);
      kills += result.kills;
      resumed += result.resumed;
      const isExact = result.text === reference.text;
      context.check('every fit comes to the same result', isExact);
      if (isExact) exact += 1;
      const problems = auditStore(home);
      context.check('the store is whole', problems.length === 0, problems.join('; '));
    }
    return [
      mustBe('sweeps with the results of the undisturbed one', exact, sweeps),
      told('trainers killed', String(kills)),
      told('times a sweep had to be resumed (a stack of fits is tried twice)', String(resumed)),
    ];
  },
});

async function sweepIn(home: string, wanted: number, context: FaultContext) {
  const bench = await openBench({ home, program: context.program });
  const { client } = bench;
  const tally = { kills: 0, resumed: 0, text: '' };
  try {
    const { id } = await client.sweeps.start(request);
    for (;;) {
      await killUntilEnded(bench, id, wanted, tally, context);
      const { status, error, configurations } = await client.sweeps.get({ id });
      if (status === 'finished') {
        const told = configurations.map(({ values, foldErrors, errorByK, train }) => [
          values,
          foldErrors,
          errorByK,
          train,
        ]);
        return { ...tally, text: JSON.stringify(told) };
      }
      const isTold = status === 'failed' && /^\d+ of \d+ fits failed\.$/.test(error?.message ?? '');
      context.check(
        'a sweep that lost too many trainers says how many fits failed',
        isTold,
        `${status}: ${error?.message}`,
      );
      tally.resumed += 1;
      await client.sweeps.resume({ id });
    }
  } finally {
    await bench.close();
  }
}

async function killUntilEnded(
  { client, trainer }: TrainingBench,
  id: string,
  wanted: number,
  tally: { kills: number },
  context: FaultContext,
): Promise<void> {
  const changes = await client.system.watch();
  const isLive = async () => ['queued', 'running'].includes((await client.sweeps.get({ id })).status);
  const killing = setInterval(() => {
    const pid = trainer()?.pid;
    if (pid === undefined || tally.kills >= wanted || context.random() < 0.5) return;
    try {
      process.kill(pid, 'SIGKILL');
      tally.kills += 1;
    } catch {
      // It has ended already.
    }
  }, 150);
  try {
    if (await isLive())
      for await (const event of changes)
        if (event.type === 'sweepChanged' && !['queued', 'running'].includes(event.sweep.status)) return;
  } finally {
    clearInterval(killing);
  }
}

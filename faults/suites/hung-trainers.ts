import { join } from 'node:path';
import type { RunSummary } from '@shared/run';
import { auditStore } from '../audit';
import { goneAfter } from '../is-gone';
import { startLineChild } from '../line-child';
import { ended, openBench, resultsOf, type TrainingBench } from '../training';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

/** Long enough that a fast machine is not done before the fault arrives. */
const params = { epochs: 1_500, batchSize: 6, embeddingSize: 4 };
const request = { dataset: 'tiny', distance: 'contrastive', k: 3, engine: 'cpu' as const, params };

/** Of the real 30 s, 5 s, 5 s and 5 s a tenth and less: the same code, and a test that ends. */
const times = {
  silentAfterMs: 500,
  lookEveryMs: 100,
  cancelGraceMs: 300,
  terminateGraceMs: 300,
  checkpointEveryMs: 10,
};

/** Trainers block for ever, are stopped for a while, outlive their host, or send what is in no protocol. */
export const hungTrainers = defineSuite({
  id: 'hung-trainers',
  title: 'trainers that hang, outlive their host, or babble',
  covers: ['F3', 'F5', 'F22'],
  async run(context): Promise<Figure[]> {
    const home = join(context.folder, 'here', 'home');
    const bench = await openBench({ home, program: context.program, times });
    const stopped: number[] = [];
    let reference: string;
    try {
      reference = (await finished(bench, (await bench.client.runs.start(request)).id)).text;
      for (let time = 0; time < context.times(3); time += 1) stopped.push(await stopHung(bench, context));
      await waitForOne(bench, reference, context);
      for (let time = 0; time < context.times(3); time += 1) await hearJunk(bench, reference, context);
    } finally {
      await bench.close();
    }
    const orphans: number[] = [];
    for (let time = 0; time < context.times(4); time += 1) {
      const at = join(context.folder, `orphan-${time}`, 'home');
      orphans.push(await outlive(at, time % 2 === 0 ? 400 : null, reference, context));
    }
    return [
      mustBe('hung trainers stopped', stopped.length, context.times(3)),
      told(
        'from Stop to the end of a trainer that answers nothing (waits of 0.3 s)',
        `${Math.max(...stopped).toFixed(0)} ms`,
      ),
      mustBe('orphans that ended by themselves', orphans.length, context.times(4)),
      told('longest life of an orphan that was blocked for ever', `${Math.max(...orphans).toFixed(0)} ms`),
    ];
  },
});

/** Milliseconds from Stop to the end. */
async function stopHung({ client, trainer }: TrainingBench, context: FaultContext): Promise<number> {
  const changes = await client.system.watch();
  const { id } = await client.runs.start(request);
  await atEpoch(client, id, 5);
  trainer()?.send({ fault: 'hang' });
  const silent = await changed(changes, id, ({ progress }) => progress.silentMs !== undefined);
  const listed = (await client.runs.list()).runs.find((run) => run.id === id);
  const isTold = silent.progress.silentMs! >= times.silentAfterMs && listed?.progress.silentMs !== undefined;
  context.check('a trainer that hangs is told of, in events and in the list', isTold);
  const began = performance.now();
  await client.runs.cancel({ id });
  const run = await ended(client, id);
  context.check('Stop ends its run as cancelled', run.status === 'cancelled', run.status);
  return performance.now() - began;
}

/** A trainer that is only held up goes on, and nothing was lost by waiting. */
async function waitForOne(bench: TrainingBench, reference: string, context: FaultContext): Promise<void> {
  const { client, trainer } = bench;
  const changes = await client.system.watch();
  const { id } = await client.runs.start(request);
  await atEpoch(client, id, 5);
  const pid = trainer()!.pid!;
  process.kill(pid, 'SIGSTOP');
  await changed(changes, id, ({ progress }) => progress.silentMs !== undefined);
  process.kill(pid, 'SIGCONT');
  await changed(changes, id, ({ progress }) => progress.silentMs === undefined);
  const { text } = await finished(bench, id);
  context.check('a trainer that was held up is heard again and finishes, to the bit', text === reference);
}

async function hearJunk(bench: TrainingBench, reference: string, context: FaultContext): Promise<void> {
  const { client, trainer } = bench;
  const { id } = await client.runs.start(request);
  await atEpoch(client, id, 3);
  trainer()?.send({ fault: 'junk' });
  const { status, error } = await ended(client, id);
  const isTold = /^The trainer was stopped: The trainer sent a message that is not in the protocol/.test(
    error?.message ?? '',
  );
  context.check(
    'a trainer that babbles is stopped, its run interrupted',
    status === 'interrupted' && isTold,
    error?.message,
  );
  await client.runs.resume({ id });
  context.check('and the run goes on to the same bits', (await finished(bench, id)).text === reference);
}

/** The host is killed while its trainer is blocked; a new host goes on at once. Gives how long the orphan lived, in milliseconds. */
async function outlive(
  home: string,
  hangMs: number | null,
  reference: string,
  context: FaultContext,
): Promise<number> {
  const plan = { home, trainer: context.program('trainer'), hangMs, request };
  const host = startLineChild(context.program('doomed-host'), [JSON.stringify(plan)]);
  const line = (await host.next()) as { id: string; pid: number } | null;
  if (!line) throw new Error(`The host ended: ${(await host.ended).stderr}`);
  host.kill();
  const gone = goneAfter(line.pid);
  context.check('the host was killed', (await host.ended).signal === 'SIGKILL');
  const bench = await openBench({ home, program: context.program, times });
  try {
    const { status } = await bench.client.runs.get({ id: line.id });
    context.check('the next host finds the run interrupted', status === 'interrupted', status);
    await bench.client.runs.resume({ id: line.id });
    const { text } = await finished(bench, line.id);
    context.check('it goes on to the same bits while the orphan may still live', text === reference);
    const lived = await gone;
    context.check('the orphan ends by itself', lived !== null, `${line.pid} lives on`);
    return lived ?? Infinity;
  } finally {
    await bench.close();
    const problems = auditStore(home);
    context.check('nothing late got into the run', problems.length === 0, problems.join('; '));
  }
}

async function atEpoch(client: TrainingBench['client'], id: string, epoch: number): Promise<void> {
  for await (const event of await client.runs.watch({ id }))
    if (event.type === 'epochFinished' && event.epoch >= epoch) return;
}

async function changed(
  changes: AsyncIterator<{ type: string; run?: RunSummary }>,
  id: string,
  until: (run: RunSummary) => boolean,
): Promise<RunSummary> {
  for (let next = await changes.next(); next.done !== true; next = await changes.next()) {
    const { run } = next.value;
    if (run?.id !== id) continue;
    if (until(run)) return run;
    if (run.status !== 'running' && run.status !== 'queued')
      throw new Error(`The run is ${run.status} before what was waited for.`);
  }
  throw new Error('The changes ended.');
}

async function finished({ client }: TrainingBench, id: string) {
  await ended(client, id);
  return resultsOf(client, id);
}

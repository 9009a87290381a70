import { toErrorBody } from '@shared/errors';
import { trainerCommandSchema, type JobEvent } from '@shared/job';
import type { RunConfig } from '@shared/run';
import { engineThreads, openEngine } from './engine';
import { openPort } from './port';
import { numbered, type Reporter } from './report';
import type { JobContext } from './job-context';
import { runJob } from './run-job';
import { runStack } from './run-stack';

// The trainer process: one job at a time. It reads what the job names, writes into the job's folder and reports events.

/** Events the host may be behind with before training waits for it. */
const maxUnacknowledged = 64;
const aliveEveryMs = 5000;

const port = openPort();
let current: {
  runId: string;
  cancelled: boolean;
  sent: number;
  acknowledged: number;
  wake: () => void;
} | null = null;

port.onMessage((message) => {
  const command = trainerCommandSchema.safeParse(message);
  if (!command.success) return;
  const { data } = command;
  if (data.type === 'shutdown') process.exit(0);
  if (data.type === 'run') void start(data.job, data.job.config, (context) => runJob(data.job, context));
  if (data.type === 'runStack') {
    void start(data.job, data.job.units[0]!.config, (context) => runStack(data.job, context));
  }
  if (data.type === 'probe') void probe();
  if (data.type === 'cancel' && current?.runId === data.runId) current.cancelled = true;
  if (data.type === 'acknowledge' && current?.runId === data.runId) {
    current.acknowledged = Math.max(current.acknowledged, data.seq);
    current.wake();
  }
});

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
port.send({ type: 'ready' });

type Address = { runId: string; firstSeq: number };

async function start(
  job: Address,
  config: RunConfig,
  run: (context: JobContext) => Promise<void>,
): Promise<void> {
  if (current) return refuseSecond(job);
  const state = {
    runId: job.runId,
    cancelled: false,
    sent: job.firstSeq,
    acknowledged: job.firstSeq - 1,
    wake: () => {},
  };
  current = state;
  const alive = setInterval(() => port.send({ type: 'alive', runId: job.runId }), aliveEveryMs);
  const send = numbered(job.runId, job.firstSeq, (event: JobEvent) => {
    state.sent = event.seq;
    port.send(event);
  });
  try {
    const engine = await openEngine(config.engine);
    await run({
      engine,
      send,
      settled: async () => {
        while (state.sent - state.acknowledged > maxUnacknowledged) {
          await new Promise<void>((resolve) => (state.wake = resolve));
        }
      },
      isCancelled: () => state.cancelled,
      monotonicMs: () => performance.now(),
      versions: {
        node: process.version,
        engine: engine.engine.version,
        threads: engineThreads(),
      },
    });
  } catch (error) {
    reportFailure(send, error, config);
  } finally {
    clearInterval(alive);
    current = null;
  }
}

/** The host never sends a second job; if it does, that job fails and the first goes on. */
function refuseSecond({ runId, firstSeq }: Address): void {
  const message = 'A trainer runs one job at a time.';
  port.send({ type: 'failed', runId, seq: firstSeq, code: 'failed', message, hint: 'Start the run again.' });
}

async function probe(): Promise<void> {
  const { engine } = await openEngine('auto');
  port.send({ type: 'engine', engine });
}

function reportFailure(send: Reporter, error: unknown, config: RunConfig): void {
  const body = toErrorBody(error);
  if (body.code === 'diverged') {
    const { message, hint } = body;
    send({ type: 'diverged', epoch: config.params.epochs ?? 0, message, hint });
  } else {
    console.error(error);
    send({ type: 'failed', ...body });
  }
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(70);
}

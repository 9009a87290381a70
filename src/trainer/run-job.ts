import { setImmediate as breathe } from 'node:timers/promises';
import type { Job } from '@shared/job';
import { fit, start, type FitEvent, type Position } from '@ml/fit';
import { loadCheckpoint, saveCheckpoint } from './checkpoint';
import { divergence } from './verdicts';
import { scoreEpoch, type Evaluated } from './score-epoch';
import type { JobContext } from './job-context';
import { prepare, type Prepared } from './prepare';
import { report } from './report';
import { saveResults } from './results';

/** Runs one job to its last event: finished, cancelled or diverged. Anything thrown is for the caller to report. */
export async function runJob(job: Job, context: JobContext): Promise<void> {
  const began = context.monotonicMs();
  const work = prepare(job, context.engine.tf);
  try {
    const saved = job.checkpoint ? loadCheckpoint(job.checkpoint) : null;
    if (saved) work.learner.restore(saved);
    report(context.send, {
      type: 'started',
      engine: context.engine.engine,
      path: work.path,
      epoch: saved?.position.epoch ?? 0,
      versions: context.versions,
      ...(work.learningRate === undefined ? {} : { learningRate: work.learningRate }),
    });
    const clock: Clock = {
      trainMs: saved?.trainMs ?? 0,
      evaluateMs: 0,
      diagnosticsMs: 0,
      satisfied: saved?.position.satisfied ?? 0,
      isIdle: false,
      evaluated: null,
    };
    const position = saved?.position ?? start;
    const ended = work.training ? await train(job, context, work, clock, position) : true;
    if (!ended) return;
    const facts = saveResults(job, context, work, clock);
    const totalMs = context.monotonicMs() - began;
    const { trainMs, evaluateMs, diagnosticsMs } = clock;
    const timing = { trainMs, evaluateMs, diagnosticsMs, totalMs };
    report(context.send, { type: 'finished', ...facts, timing });
  } finally {
    work.learner.dispose();
  }
}

/** Times so far, and the epochs in a row, up to the last, in which nothing was active. */
type Clock = {
  trainMs: number;
  evaluateMs: number;
  /** Of these, those of epochs before the last. */
  diagnosticsMs: number;
  satisfied: number;
  /** Was there nothing in the last epoch that could have been active? */
  isIdle: boolean;
  /** The embedding after the last step, where it was scored as the run's result. */
  evaluated: Evaluated | null;
};

/** How long training goes on before messages are looked at. */
const breatheEveryMs = 20;

/** True when every epoch is done; false when the run was cancelled or diverged, which is then reported. */
async function train(
  job: Job,
  context: JobContext,
  work: Prepared,
  clock: Clock,
  from: Position,
): Promise<boolean> {
  const { monotonicMs, send } = context;
  let epochMs = 0;
  let step = from.step;
  let mark = monotonicMs();
  let breathed = mark;
  let checkpointed = mark;
  for (const event of fit(work.learner, { ...work.plan, from })) {
    const stepped = monotonicMs();
    epochMs += stepped - mark;
    clock.trainMs += stepped - mark;
    if (event.type === 'step') {
      clock.satisfied = event.position.satisfied;
      step = event.position.step;
    }
    if (event.type === 'diverged') return tellDivergence(context, work, event);
    if (event.type === 'epoch') {
      clock.isIdle = event.activeShare === null;
      const told = tellEpoch(job, context, work, event, epochMs);
      if (!told) {
        return tellDivergence(context, work, { epoch: event.epoch, step: step + 1 });
      }
      clock.evaluated = told.evaluated;
      const scoredMs = told.isScored ? monotonicMs() - stepped : 0;
      clock.evaluateMs += scoredMs;
      if (!told.evaluated) clock.diagnosticsMs += scoredMs;
      epochMs = 0;
    } else if (context.isCancelled()) {
      save(job, context, work, event.position, clock.trainMs);
      report(send, { type: 'cancelled', epoch: event.position.epoch });
      return false;
    } else if (stepped - checkpointed >= job.checkpointEveryMs) {
      save(job, context, work, event.position, clock.trainMs);
      checkpointed = monotonicMs();
    }
    if (monotonicMs() - breathed >= breatheEveryMs) {
      await breathe();
      await context.settled();
      breathed = monotonicMs();
    }
    mark = monotonicMs();
  }
  return true;
}

function tellDivergence({ send }: JobContext, work: Prepared, at: { epoch: number; step: number }): false {
  report(send, { type: 'diverged', epoch: at.epoch, ...divergence(work, at) });
  return false;
}

/** Null, and nothing told, when the embedding is not finite after the epoch. */
function tellEpoch(
  job: Job,
  context: JobContext,
  work: Prepared,
  { epoch, loss, activeShare }: FitEvent & { type: 'epoch' },
  durationMs: number,
): { isScored: boolean; evaluated: Evaluated | null } | null {
  const isScored = work.isScored(epoch);
  const scored = isScored ? scoreEpoch(job, context, work, epoch) : null;
  if (isScored && !scored) return null;
  const scores = scored?.scores ?? null;
  report(context.send, { type: 'epochFinished', epoch, loss, activeShare, durationMs, scores });
  if (scored) report(context.send, scored.diagnosis);
  return { isScored, evaluated: scored?.evaluated ?? null };
}

function save(
  job: Job,
  { send }: JobContext,
  { learner }: Prepared,
  position: Position,
  trainMs: number,
): void {
  const saved = saveCheckpoint(job.outputFolder, { ...learner.state(), position, trainMs });
  report(send, { type: 'checkpointSaved', epoch: position.epoch, step: position.step, ...saved });
}

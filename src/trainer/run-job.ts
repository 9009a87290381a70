import { setImmediate as breathe } from 'node:timers/promises';
import type { Job } from '@shared/job';
import { evaluate } from '@ml/evaluate';
import { fit, start, type Position } from '@ml/fit';
import { loadCheckpoint, saveCheckpoint } from './checkpoint';
import { divergence } from './divergence';
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
    });
    const clock = { trainMs: saved?.trainMs ?? 0, evaluateMs: 0 };
    const position = saved?.position ?? start;
    const ended = work.training ? await train(job, context, work, clock, position) : true;
    if (!ended) return;
    const facts = saveResults(job, context, work, clock);
    const totalMs = context.monotonicMs() - began;
    report(context.send, { type: 'finished', ...facts, timing: { ...clock, totalMs } });
  } finally {
    work.learner.dispose();
  }
}

type Clock = { trainMs: number; evaluateMs: number };

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
  let mark = monotonicMs();
  let breathed = mark;
  let checkpointed = mark;
  for (const event of fit(work.learner, { ...work.plan, from })) {
    const stepped = monotonicMs();
    epochMs += stepped - mark;
    clock.trainMs += stepped - mark;
    if (event.type === 'diverged') {
      report(send, { type: 'diverged', epoch: event.epoch, ...divergence(job.config, event) });
      return false;
    }
    if (event.type === 'epoch') {
      const scores = work.isScored(event.epoch) ? scoreEpoch(job, context, work) : null;
      clock.evaluateMs += monotonicMs() - stepped;
      const { epoch, loss, activeShare } = event;
      report(send, { type: 'epochFinished', epoch, loss, activeShare, durationMs: epochMs, scores });
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

function scoreEpoch(job: Job, context: JobContext, work: Prepared) {
  const { k } = job.config;
  const { scores } = evaluate({ tf: context.engine.tf, ...work.scoring, k, maxK: k });
  return {
    trainError: scores.train.error,
    trainLeaveOneOutError: scores.trainLeaveOneOut.error,
    validationError: scores.validation?.error ?? null,
  };
}

import { setImmediate as breathe } from 'node:timers/promises';
import type { Job } from '@shared/job';
import { evaluate } from '@ml/evaluate';
import { fit, start, type FitEvent } from '@ml/fit';
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

/** How long training goes on before messages are looked at, and how often at least a checkpoint looks at the clock. */
const breatheEveryMs = 20;

/** True when every epoch is done; false when the run was cancelled or diverged, which is then reported. */
async function train(
  job: Job,
  context: JobContext,
  work: Prepared,
  clock: Clock,
  position: typeof start,
): Promise<boolean> {
  const { monotonicMs, send } = context;
  let mark = monotonicMs();
  let epochMs = 0;
  let breathed = mark;
  let checkpointed = mark;
  const lap = () => {
    const now = monotonicMs();
    epochMs += now - mark;
    clock.trainMs += now - mark;
    mark = now;
  };
  const save = (event: FitEvent & { type: 'step' }) => {
    const state = work.learner.state();
    const saved = saveCheckpoint(job.outputFolder, { ...state, position: event.position, trainMs: clock.trainMs });
    report(send, { type: 'checkpointSaved', epoch: event.position.epoch, step: event.position.step, ...saved });
  };
  for (const event of fit(work.learner, { ...work.plan, from: position })) {
    lap();
    if (event.type === 'diverged') {
      report(send, { type: 'diverged', epoch: event.epoch, ...divergence(job.config, event) });
      return false;
    }
    if (event.type === 'epoch') {
      const scores = work.isScored(event.epoch) ? scoreEpoch(job, context, work) : null;
      clock.evaluateMs += monotonicMs() - mark;
      const { epoch, loss, activeShare } = event;
      report(send, { type: 'epochFinished', epoch, loss, activeShare, durationMs: epochMs, scores });
      epochMs = 0;
    } else if (context.isCancelled()) {
      save(event);
      report(send, { type: 'cancelled', epoch: event.position.epoch });
      return false;
    } else if (monotonicMs() - checkpointed >= job.checkpointEveryMs) {
      save(event);
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

function scoreEpoch(job: Job, context: JobContext, work: Prepared) {
  const { k } = job.config;
  const { scores } = evaluate({ tf: context.engine.tf, ...work.scoring, k, maxK: k });
  return {
    trainError: scores.train.error,
    trainLeaveOneOutError: scores.trainLeaveOneOut.error,
    validationError: scores.validation?.error ?? null,
  };
}

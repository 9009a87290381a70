import type { RunTime } from '@ml/run-time';
import type { RunSummary } from '@shared/run';

/** Milliseconds of a run: of its steps, and of all the rest; of that, what scores its result. */
export type MeasuredTime = { trainMs: number; restMs: number; resultMs: number };

/** What a run has measured, scaled to a wanted one: steps and all the rest grow in their own ways. Null when it has measured nothing. */
export function scaled(run: RunSummary, own: RunTime | null, wanted: RunTime): MeasuredTime | null {
  const measured = own && measuredOf(run);
  if (!measured) return null;
  const { trainMs, restMs, resultMs } = measured;
  return {
    trainMs: own.trainMs > 0 ? (trainMs * wanted.trainMs) / own.trainMs : 0,
    // Who has not ended knows its pace alone; the rest is what such runs take where the costs were measured.
    restMs: restMs === null ? wanted.restMs : restMs * (wanted.restMs / own.restMs),
    resultMs: resultMs * (wanted.scoringMs / own.scoringMs),
  };
}

function measuredOf({ status, timing, progress }: RunSummary) {
  if (status === 'finished') {
    if (!timing) return null;
    const { trainMs, evaluateMs, diagnosticsMs = 0, totalMs } = timing;
    // Of a run that was resumed, the whole time is that of the last attempt, and less than all steps took.
    return { trainMs, restMs: Math.max(evaluateMs, totalMs - trainMs), resultMs: evaluateMs - diagnosticsMs };
  }
  const pace = paceOf(progress);
  return pace === null ? null : { trainMs: pace * progress.epochs, restMs: null, resultMs: 0 };
}

/** Milliseconds an epoch, of a run on its way. */
function paceOf({ epoch, epochs, trainedMs, timeLeftMs }: RunSummary['progress']): number | null {
  if (trainedMs !== undefined && epoch > 0) return trainedMs / epoch;
  return timeLeftMs !== null && epochs > epoch ? timeLeftMs / (epochs - epoch) : null;
}

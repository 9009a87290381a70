import type { RunSummary } from '@shared/run';
import type { Study } from '@shared/study';
import type { Client } from './door';
import type { ProgressState } from './terminal/progress';

/** Reports the progress of a whole study and resolves with it once it has ended. */
export async function followStudy(
  client: Client,
  id: string,
  onProgress: (state: ProgressState) => void,
): Promise<Study> {
  const stop = new AbortController();
  const events = await client.system.watch(undefined, { signal: stop.signal });
  const first = events.next();
  try {
    let study = await client.studies.get({ id });
    let run: RunSummary | null = null;
    for (let next = first; study.status === 'running'; next = events.next()) {
      onProgress(studyProgress(study, run));
      const { value: event, done } = await next;
      if (done === true) return await client.studies.get({ id });
      if (event.type === 'studyChanged' && event.study.id === id) {
        if (event.study.progress.finished > study.progress.finished) run = null;
        study = event.study;
      }
      if (event.type === 'runChanged' && event.run.studyId === id && event.run.status === 'running')
        run = event.run;
    }
    return study;
  } finally {
    stop.abort();
    first.catch(() => undefined);
  }
}

/** The share of a study that is done, with the part of `run`, the one under way. */
export function studyProgress({ progress }: Study, run: RunSummary | null): ProgressState {
  const { finished, total, timeLeftMs } = progress;
  const current = run?.status === 'running' ? run : null;
  const part = current && current.progress.epochs > 0 ? current.progress.epoch / current.progress.epochs : 0;
  const doing = current
    ? `: ${current.name}, epoch ${current.progress.epoch}/${current.progress.epochs}`
    : '';
  return {
    share: total === 0 ? null : Math.min(1, (finished + part) / total),
    text: `run ${Math.min(finished + 1, total)} of ${total}${doing}`,
    timeLeftMs,
  };
}

import type { RunSummary } from '@shared/run';
import type { ActivityItem } from '../../components/shell/Activity.svelte';
import { timeLeft } from '../../text/times';
import { isActive, waitingText } from '../../text/run-words';
import { sweepStandText } from '../../text/sweep-words';
import type { Workbench } from '../workbench.svelte';

type Known = Pick<Workbench, 'studies' | 'sweeps' | 'runs' | 'imports' | 'queue'>;

/** What is going on anywhere: studies, sweeps, runs of their own in the order of the queue, imports; the first few of each. */
export function activityOf({ studies, sweeps, runs, imports, queue }: Known): ActivityItem[] {
  const ofStudies = studies
    .filter((study) => study.status === 'running')
    .map(({ id, dataset, progress }) => ({
      id: `study-${id}`,
      label: `Tutorial on ${dataset}`,
      note: `${progress.finished} of ${progress.total} runs · ${timeLeft(progress.timeLeftMs)}`,
      done: progress.finished,
      total: progress.total,
      href: `#/studies/${id}`,
    }));
  const ofSweeps = sweeps.filter(isActive).map((sweep) => ({
    id: `sweep-${sweep.id}`,
    label: sweep.name,
    note: `${sweep.progress.finished} of ${sweep.progress.total} fits · ${sweepStandText(sweep)}`,
    done: sweep.progress.share,
    total: 1,
    href: `#/sweeps/${sweep.id}`,
  }));
  const placeOf = ({ id, status }: RunSummary) => {
    const place = queue.order.indexOf(id);
    return status === 'running' ? -1 : place < 0 ? queue.order.length : place;
  };
  const ofRuns = runs
    .filter((run) => isActive(run) && run.studyId === null)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((run) => ({
      id: `run-${run.id}`,
      label: run.name,
      note: run.status === 'queued' ? waitingText(queue) : timeLeft(run.progress.timeLeftMs),
      done: run.progress.epoch,
      total: Math.max(1, run.progress.epochs),
      href: `#/runs/${run.id}`,
    }));
  const ofImports = Object.values(imports)
    .filter((item) => item.dataset === null && item.problem === null)
    .map((item) => ({
      id: `import-${item.importId}`,
      label: 'Adding images',
      note: item.phase || 'Starting',
      done: item.done,
      total: item.total,
      href: '#/datasets',
    }));
  return [...ofStudies, ...ofSweeps.slice(0, 3), ...ofRuns.slice(0, 3), ...ofImports];
}

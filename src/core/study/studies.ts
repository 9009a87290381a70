import { describeTutorial } from '@ml/tutorial/describe';
import { tutorialPlan } from '@ml/tutorial/plan';
import type { DatasetSummary } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { resumableStatuses, runRequestSchema, type EngineChoice } from '@shared/run';
import type { Study } from '@shared/study';
import { runIdOf, studyIdOf, studyRowOf } from '../ids';
import type { Clock } from '../ports';
import type { RunQueue } from '../run/run-queue';
import { studyDetails } from './study-details';
import { progressOf, statusOf } from './study-progress';
import type { RunsHandlers } from '../run/runs';
import type { Store } from '../store/store';
import type { StudyRow } from '../store/studies-table';

/** What the handlers of studies work with. */
export type StudiesParts = {
  store: Store;
  queue: RunQueue;
  runs: Pick<RunsHandlers, 'prepare' | 'resume' | 'summary'>;
  clock: Clock;
  datasetOf: (name: string) => DatasetSummary;
};

/** Handlers of `studies.*`. */
export type StudiesHandlers = ReturnType<typeof studiesHandlers>;

/** Makes the handlers of studies. */
export function studiesHandlers(parts: StudiesParts) {
  const { store, queue } = parts;
  const describe = describer(parts);

  return {
    describeRow: (row: number): Study | null => {
      const study = store.studies.byRow(row);
      return study ? describe(study) : null;
    },
    list: (): { studies: Study[] } => ({ studies: store.studies.list().map(describe) }),
    get: (id: string): Study => describe(find(store, id)),

    /** Stores the study with all its runs, or nothing, and queues them. */
    startTutorial({ dataset: name, engine }: { dataset: string; engine: EngineChoice }): Study {
      const dataset = parts.datasetOf(name);
      const { row, runRows } = store.transaction(() => {
        const row = store.studies.insert(
          'tutorial',
          JSON.stringify(dataset),
          parts.clock.now().toISOString(),
        );
        const runRows = tutorialPlan(name, engine, dataset.splits.train).map(({ part, label, request }) =>
          store.runs.insert(parts.runs.prepare(runRequestSchema.parse(request), { row, part, label })),
        );
        return { row, runRows };
      });
      runRows.forEach((runRow) => queue.enqueue(runRow));
      return describe(find(store, studyIdOf(row)));
    },

    /** Goes on with studies that the end of an earlier process stopped in the middle: the run under way, then the queued ones. */
    goOn(): void {
      for (const { id } of store.studies.list()) {
        const rows = store.runs.ofStudy(id);
        if (!rows.some(({ status }) => status === 'queued')) continue;
        for (const row of rows) if (row.status === 'interrupted') parts.runs.resume(runIdOf(row.id));
      }
    },

    /** Cancels every run of the study that has not ended, the waiting ones first. */
    cancel(id: string): Study {
      const study = find(store, id);
      const unfinished = store.runs
        .ofStudy(study.id)
        .filter(({ status }) => status === 'queued' || status === 'running');
      unfinished.sort((a, b) => Number(a.status === 'running') - Number(b.status === 'running'));
      for (const run of unfinished) queue.cancel(run.id);
      return describe(study);
    },

    /** Goes on with every run of the study that was cut short, in the study's order; one with none of them stays as it is. */
    resume(id: string): Study {
      const study = find(store, id);
      for (const run of store.runs.ofStudy(study.id))
        if (resumableStatuses.includes(run.status)) parts.runs.resume(runIdOf(run.id));
      return describe(study);
    },
  };
}

/** Tells a study's state from its runs. */
function describer({ store, runs }: StudiesParts): (study: StudyRow) => Study {
  const details = studyDetails(store, runs.summary);
  return (study) => {
    const rows = store.runs.ofStudy(study.id);
    const dataset = JSON.parse(study.dataset) as DatasetSummary;
    const { train, validation } = dataset.splits;
    const about = { name: dataset.name, train, validation, classes: dataset.classes.length };
    return {
      id: studyIdOf(study.id),
      kind: study.kind,
      dataset: dataset.name,
      createdAt: study.created_at,
      status: statusOf(rows),
      progress: progressOf(rows.map(runs.summary)),
      ...describeTutorial({ dataset: about, runs: rows.map(details) }),
    };
  };
}

function find(store: Store, id: string): StudyRow {
  const study = store.studies.byRow(studyRowOf(id));
  if (study) return study;
  throw new WorkbenchError('not-found', `There is no study "${id}".`, 'Look at the list of studies.');
}

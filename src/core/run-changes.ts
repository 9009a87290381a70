import type { RunSummary } from '@shared/run';
import type { Study } from '@shared/study';
import { runKey, studyKey, type EventHub } from './event-hub';
import { runIdOf, studyIdOf } from './ids';
import type { RunRow } from './store/run-row';
import type { Store } from './store/store';

type Summary = (row: RunRow) => RunSummary;
type Describe = (study: number) => Study | null;

/**
 * Tells watchers of a changed run and of the study it belongs to. `use` says how they are described; it comes later
 * because the handlers that know need the queue, which needs this.
 */
export function changeTeller(store: Store, hub: EventHub) {
  let summary: Summary = () => {
    throw new Error('used before it was ready');
  };
  let describe: Describe = () => null;

  const tellRun = (id: number): void => {
    const row = store.runs.byRow(id);
    if (row && row.removed_at === null) hub.publish({ type: 'runChanged', run: summary(row) });
  };
  const tellStudy = (id: number): void => {
    const study = describe(id);
    if (study) hub.publish({ type: 'studyChanged', study });
  };

  return {
    use(howRuns: Summary, howStudies: Describe): void {
      summary = howRuns;
      describe = howStudies;
    },
    /** A run changed: `now` when its status did, `soon` for its progress. */
    changed(id: number, how: 'now' | 'soon'): void {
      if (hub.subscribers === 0) return;
      if (how === 'now') tellRun(id);
      else hub.soon(runKey(runIdOf(id)), () => tellRun(id));
      const study = store.runs.byRow(id)?.study_id ?? null;
      if (study !== null) hub.soon(studyKey(studyIdOf(study)), () => tellStudy(study));
    },
  };
}

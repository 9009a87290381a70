import type { RunSummary } from '@shared/run';
import type { Study } from '@shared/study';
import { runKey, studyKey, type EventHub } from '../event-hub';
import { runIdOf, studyIdOf } from '../ids';
import { runsAsJson } from './run-list-json';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';

type Summary = (row: RunRow) => RunSummary;
/** Runs in one event: about a megabyte. */
const atOnce = 1000;

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

  const live = (row: RunRow) => {
    const { timeLeftMs, silentMs = null, trainedMs = null } = summary(row).progress;
    return { timeLeftMs, silentMs, trainedMs };
  };
  const tellRun = (id: number): void => {
    const row = store.runs.byRow(id);
    if (row && row.removed_at === null) hub.publish({ type: 'runChanged', run: summary(row) });
  };
  const tellStudy = (id: number): void => {
    const study = describe(id);
    if (study) hub.publish({ type: 'studyChanged', study });
  };

  const tellStudySoon = (id: number): void => hub.soon(studyKey(studyIdOf(id)), () => tellStudy(id));

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
      if (study !== null) tellStudySoon(study);
    },
    /** Many runs changed at once, in what is noted of them or by leaving the trash. */
    changedMany(ids: readonly number[]): void {
      if (hub.subscribers === 0) return;
      for (let from = 0; from < ids.length; from += atOnce) {
        const rows = store.runs.several(ids.slice(from, from + atOnce));
        const present = rows.filter((row) => row.removed_at === null);
        hub.publish({ type: 'runsChanged', json: runsAsJson(present, live) });
        for (const study of new Set(rows.map((row) => row.study_id)))
          if (study !== null) tellStudySoon(study);
      }
    },
  };
}

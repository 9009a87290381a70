import type { WorkbenchEvent } from '@shared/events';
import type { RunSummary } from '@shared/run';

/** An event about many runs as one about each of them; any other as it is. */
export function singly(event: WorkbenchEvent): WorkbenchEvent[] {
  if (event.type === 'runsRemoved') return event.ids.map((id) => ({ type: 'runRemoved', id }));
  if (event.type !== 'runsChanged') return [event];
  return (JSON.parse(event.json) as RunSummary[]).map((run) => ({ type: 'runChanged', run }));
}

/** The runs after some events, in one pass however many there are: changed in place, new ones at the end. */
export function runsAfter(
  runs: readonly RunSummary[],
  events: readonly WorkbenchEvent[],
): readonly RunSummary[] {
  const changes = new Map<string, RunSummary | null>();
  for (const event of events) {
    if (event.type === 'runRemoved') changes.set(event.id, null);
    else if (event.type === 'runChanged') changes.set(event.run.id, event.run);
  }
  if (changes.size === 0) return runs;
  const next: RunSummary[] = [];
  for (const run of runs) {
    const change = changes.get(run.id);
    changes.delete(run.id);
    if (change === undefined) next.push(run);
    else if (change !== null) next.push(change.lastSeq >= run.lastSeq ? change : run);
  }
  for (const run of changes.values()) if (run) next.push(run);
  return next;
}

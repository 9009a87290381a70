import type { RunSummary } from '@shared/run';
import type { WorkbenchClient } from '../../client/connection';

/** Every run outside the trash, or in it, read page by page so that no message is too large for its connection. */
export async function allRuns(client: WorkbenchClient, trash = false): Promise<RunSummary[]> {
  const runs: RunSummary[] = [];
  for (let before: string | null = null; ;) {
    const { json, next } = await client.runs.packed({ trash, ...(before === null ? {} : { before }) });
    for (const run of JSON.parse(json) as RunSummary[]) runs.push(run);
    if (next === null) return runs;
    before = next;
  }
}

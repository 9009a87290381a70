import type { Workspace } from '../workspace';
import { askBeside } from './ask-beside';
import { damagedStore, saysDamaged } from './damaged-store';
import type { StoreHealth } from './health';

/** A look at every page of a store. `done` never rejects; it is null when the check was stopped or could not be made. */
export type RunningCheck = { done: Promise<'whole' | 'damaged' | null>; stop(): void };

/** Checks the pages of a store that is open in this process beside everything else (a second of one core for five million rows). */
export function checkBeside(workspace: Workspace, health: StoreHealth): RunningCheck {
  const stop = new AbortController();
  const done = pageProblems(workspace, health, 'quick_check(1)', stop.signal).then(
    (problems) => (problems.length === 0 ? 'whole' : 'damaged'),
    // What cannot be read just now is for those who write to find out.
    () => null,
  );
  return { done, stop: () => stop.abort() };
}

/** What a check of SQLite says is wrong with a store, asked beside everything else. Damage makes the store untrustworthy: see {@link StoreHealth}. */
export async function pageProblems(
  workspace: Workspace,
  health: StoreHealth,
  check: `quick_check(${number})` | `integrity_check(${number})`,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const rows = await askBeside(workspace.storeFile, check, signal);
    const problems = rows.map((row) => Object.values(row).join(' ').replaceAll('\n', ' '));
    const [first] = problems;
    if (first === 'ok') return [];
    health.fail(damagedStore(workspace, `${check.replace(/\(.*/, '')} says ${first}`));
    return problems;
  } catch (error) {
    if (!saysDamaged(error)) throw error;
    health.fail(damagedStore(workspace, error.message));
    return [error.message];
  }
}

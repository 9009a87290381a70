import type { MemoryForecast } from '@shared/memory-forecast';
import type { RunDetail } from '@shared/run';
import type { CommandContext } from './commands/command';
import type { Client } from './door';
import { exitCodeOf } from './error-body';
import { followRun } from './follow-run';
import { cancellable } from './interrupt';
import { createRunProgress } from './run-progress';
import { runText } from './run-text';
import { createProgress } from './terminal/progress';

/** Follows a started run to its end with progress, prints it (with the memory that was forecast), and returns the exit code that its end deserves. */
export async function finishRun(
  context: CommandContext,
  client: Client,
  started: StartedRun,
  memory?: MemoryForecast,
): Promise<number> {
  const { io, output } = context;
  const progress = createProgress(io);
  const progressOf = createRunProgress(started.progress.epochs, io.monotonicMs);
  const follow = () =>
    followRun(client, started, (event) => {
      const state = progressOf(event);
      if (state) progress.update(state);
    });
  progress.update({ share: null, text: `run ${started.id}: waiting for the trainer` });
  const cancel = () => client.runs.cancel({ id: started.id });
  const run = await cancellable(io, output, cancel, follow).finally(() => progress.end());
  output.result({ ...run, ...(memory && { memory }) }, () => runText(run, output.style, output.width, false));
  if (run.status === 'cancelled') output.note(`Go on with it: metric-workbench runs resume ${run.id}`);
  return exitCodeOfRun(run);
}

type StartedRun = Pick<RunDetail, 'id' | 'progress' | 'lastSeq'>;

type Ended = Pick<RunDetail, 'status'> & { error: { code: string } | null };

/** 0 for a finished run or sweep; else what its error or status stands for. */
export function exitCodeOfRun({ status, error }: Ended): number {
  if (status === 'finished') return 0;
  if (status === 'cancelled' || status === 'diverged') return exitCodeOf(status);
  return exitCodeOf(error?.code ?? 'failed');
}

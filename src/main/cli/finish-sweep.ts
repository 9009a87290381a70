import type { MemoryForecast } from '@shared/memory-forecast';
import { resumableStatuses } from '@shared/run';
import type { SweepSummary } from '@shared/sweep';
import type { CommandContext } from './commands/command';
import type { Client } from './door';
import { exitCodeOfRun } from './finish-run';
import { followSweep } from './follow-sweep';
import { cancellable } from './interrupt';
import { sweepText } from './sweep-text';
import { createProgress } from './terminal/progress';

/** Follows a started sweep to its end with progress, prints it (with the memory that was forecast), and returns the exit code that its end deserves. */
export async function finishSweep(
  { io, output }: CommandContext,
  client: Client,
  { id }: Pick<SweepSummary, 'id'>,
  memory?: MemoryForecast,
): Promise<number> {
  const progress = createProgress(io);
  progress.update({ share: null, text: `sweep ${id}: waiting for the trainers` });
  const follow = () => followSweep(client, id, (state) => progress.update(state));
  const cancel = () => client.sweeps.cancel({ id });
  const sweep = await cancellable(io, output, cancel, follow).finally(() => progress.end());
  output.result({ ...sweep, ...(memory && { memory }) }, () => sweepText(sweep, output.style, output.width));
  if (resumableStatuses.includes(sweep.status))
    output.note(`Go on with it: metric-workbench sweeps resume ${sweep.id}`);
  return exitCodeOfRun(sweep);
}

import { resumableStatuses } from '@shared/run';
import type { SweepSummary } from '@shared/sweep';
import type { CommandContext } from './commands/command';
import type { Client } from './door';
import { exitCodeOfRun } from './finish-run';
import { followSweep } from './follow-sweep';
import { cancellable } from './interrupt';
import { sweepText } from './sweep-text';
import { createProgress } from './terminal/progress';

/** Follows a started sweep to its end with progress, prints it, and returns the exit code that its end deserves. */
export async function finishSweep(
  { io, output }: CommandContext,
  client: Client,
  { id }: Pick<SweepSummary, 'id'>,
): Promise<number> {
  const progress = createProgress(io);
  progress.update({ share: null, text: `sweep ${id}: waiting for the trainers` });
  const follow = () => followSweep(client, id, (state) => progress.update(state));
  const cancel = () => client.sweeps.cancel({ id });
  const sweep = await cancellable(io, output, cancel, follow).finally(() => progress.end());
  output.result(sweep, () => sweepText(sweep, output.style, output.width));
  if (resumableStatuses.includes(sweep.status))
    output.note(`Go on with it: metric-workbench sweeps resume ${sweep.id}`);
  return exitCodeOfRun(sweep);
}

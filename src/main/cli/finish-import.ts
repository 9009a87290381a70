import type { DatasetSummary } from '@shared/dataset';
import { WorkbenchError, type ErrorCode } from '@shared/errors';
import type { WorkbenchEvent } from '@shared/events';
import type { CommandContext } from './commands/command';
import { datasetText } from './dataset-text';
import type { Client } from './door';
import { cancellable } from './interrupt';
import { createProgress, type ProgressState } from './terminal/progress';

/** Starts an import, follows it to its end with progress, and prints the dataset; throws what made it fail. */
export async function finishImport(
  context: CommandContext,
  client: Client,
  start: () => Promise<{ importId: string }>,
): Promise<void> {
  const { io, output } = context;
  const stop = new AbortController();
  const progress = createProgress(io);
  const events = await client.system.watch(undefined, { signal: stop.signal });
  // Listening begins with the first call of next: before the start, so that no event is missed.
  const first = events.next();
  try {
    const { importId } = await start();
    const cancel = () => client.datasets.cancelImport({ importId });
    const follow = () => untilImported(first, events, importId, (state) => progress.update(state));
    const dataset = await cancellable(io, output, cancel, follow).finally(() => progress.end());
    output.result(dataset, () => datasetText(dataset, output.style));
  } finally {
    stop.abort();
    first.catch(() => undefined);
  }
}

async function untilImported(
  first: Promise<IteratorResult<WorkbenchEvent>>,
  events: AsyncIterator<WorkbenchEvent>,
  importId: string,
  onProgress: (state: ProgressState) => void,
): Promise<DatasetSummary> {
  for (let next = await first; next.done !== true; next = await events.next()) {
    const event = next.value;
    if (!('importId' in event) || event.importId !== importId) continue;
    if (event.type === 'importFinished') return event.dataset;
    if (event.type === 'importFailed') {
      throw new WorkbenchError(event.error.code as ErrorCode, event.error.message, event.error.hint);
    }
    onProgress(stateOf(event));
  }
  throw new WorkbenchError('failed', 'The import ended without a result.', 'Try it again.');
}

function stateOf({ phase, done, total }: Extract<WorkbenchEvent, { type: 'importProgress' }>): ProgressState {
  if (total === 0) return { share: null, text: done > 0 ? `${phase} ${done}` : phase };
  return { share: Math.min(1, done / total), text: `${phase} ${done}/${total}` };
}

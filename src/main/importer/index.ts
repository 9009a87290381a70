import { performJob } from '@core/import/perform-job';
import { importerJobSchema, type ImporterMessage } from '@core/import/importer-protocol';
import { throttled } from '@core/import/progress';
import { toErrorBody } from '@shared/errors';
import { listenToParent } from './parent-port';

/** The importer process: does the one job it is sent, answers, and is ended by the host. */
const send = listenToParent((message) => void answer(message));

async function answer(message: unknown): Promise<void> {
  const report = throttled(
    (phase, done, total) => tell({ type: 'progress', phase, done, total }),
    () => performance.now(),
  );
  try {
    tell({ type: 'done', result: await performJob(importerJobSchema.parse(message), report) });
  } catch (error) {
    tell({ type: 'error', error: toErrorBody(error) });
  }
}

function tell(message: ImporterMessage): void {
  send(message);
}

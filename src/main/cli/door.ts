import type { ContractRouterClient } from '@orpc/contract';
import type { ExportRun } from '@core/run/run-exports';
import type { Api } from '@shared/api';

/** The core's calls, typed by the same contract that the page uses. */
export type Client = ContractRouterClient<Api>;

/** `read` also works beside a running workbench; `write` needs the store for itself. */
export type Access = 'read' | 'write';

/** An open store: the calls, and runs as files. */
export type Door = {
  client: Client;
  exportRun: ExportRun;
  close(): Promise<void>;
};

import type { ContractRouterClient } from '@orpc/contract';
import type { Api } from '@shared/api';

/** The core's calls, typed by the same contract that the page uses. */
export type Client = ContractRouterClient<Api>;

/** `read` also works beside a running workbench; `write` needs the store for itself. */
export type Access = 'read' | 'write';

/** An open store: the calls, and where its files are (for exports). */
export type Door = {
  client: Client;
  /** Folder of one run's artefacts. */
  runFolder(id: string): string;
  /** Folder of a dataset's data, named by its hash. */
  datasetFolder(hash: string): string;
  close(): Promise<void>;
};

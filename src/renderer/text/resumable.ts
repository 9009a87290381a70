import type { RunStatus } from '@shared/run';

/** Statuses from which a run can go on; the same list as in `shared/run.ts`, which the page cannot load without its schemas. */
export const resumableStatuses: readonly RunStatus[] = ['cancelled', 'interrupted', 'failed'];

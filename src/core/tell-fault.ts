import type { EventHub } from './event-hub';
import type { Log } from './log';
import type { StoreHealth } from './store/health';
import type { WorkbenchOptions } from './workbench-options';

/** Tells that nothing can be stored any more: the log, every page that watches or will, and the door. */
export function tellFault(
  health: StoreHealth,
  log: Log,
  hub: EventHub,
  onFault: WorkbenchOptions['onFault'],
): void {
  health.onFault((fault) => {
    log.error({ err: fault }, 'the store has failed');
    hub.publishForGood({ type: 'storeFailed', error: fault.body });
    onFault?.(fault.body);
  });
}

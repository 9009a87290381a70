import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes down a fault that nothing can go on from, in `logs/faults.log` of the home folder and in words on standard error. The
 * process still ends by it with an exit code other than 0; the next one finds its runs interrupted.
 */
export function keepFaults(home: string): void {
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 });
      appendFileSync(join(home, 'logs', 'faults.log'), `${new Date().toISOString()} ${text}\n`, {
        mode: 0o600,
      });
    } catch {
      // The fault may be the disk's; then standard error must do.
    }
    process.stderr.write(
      'metric-workbench: The workbench met a fault it cannot go on from, and ends. What was trained is kept: start it again and resume the runs.\n',
    );
  });
}

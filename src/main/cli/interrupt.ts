import type { CliIo } from './cli-io';
import type { Output } from './output';

/**
 * Runs `work`; the first Ctrl+C asks it to stop by `cancel` and waits for it, the second ends the program at once with
 * exit code 130.
 */
export async function cancellable<T>(
  io: CliIo,
  output: Output,
  cancel: () => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  let asked = false;
  const ignore = io.onInterrupt(() => {
    if (asked) return io.exitNow(130);
    asked = true;
    output.note('Cancelling. Press Ctrl+C again to end at once.');
    cancel().catch((error: unknown) => output.note(`It could not be cancelled: ${String(error)}`));
  });
  try {
    return await work();
  } finally {
    ignore();
  }
}

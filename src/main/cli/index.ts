import { processIo } from './process-io';
import { runCli } from './run-cli';

const code = await runCli(process.argv.slice(2), processIo());
await Promise.all([process.stdout, process.stderr].map(flushed));
// Set where the answer was lost on its way.
process.exit(code || process.exitCode);

/** Resolves when everything written so far has left the process: a pipe may still hold a part of it. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}

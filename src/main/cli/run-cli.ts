import { CommanderError } from 'commander';
import { WorkbenchError } from '@shared/errors';
import type { CliIo } from './cli-io';
import { errorBodyOf, exitCodeOf } from './error-body';
import { createOutput } from './output';
import { runProgram } from './program';

/** Runs one command line to its end and returns its exit code; never throws. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
  const output = createOutput(io, wantsJson(argv));
  try {
    return await runProgram(argv, io, output);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const body = error instanceof CommanderError ? usageError(error).body : errorBodyOf(error);
    output.error(body);
    return exitCodeOf(body.code);
  }
}

/** Commander's own complaint ("error: unknown option '--foo'\n(Did you mean --food?)") as message and hint. */
function usageError(error: CommanderError): WorkbenchError {
  if (error.code === 'commander.help') {
    return new WorkbenchError('usage', 'A command is missing.', 'Add --help to see those there are.');
  }
  const [first = '', ...more] = error.message.replace(/^error: /, '').split('\n');
  const message = `${first.charAt(0).toUpperCase()}${first.slice(1)}${first.endsWith('.') ? '' : '.'}`;
  const suggestion = more
    .join(' ')
    .trim()
    .replace(/^\((.*)\)$/, '$1');
  return new WorkbenchError('usage', message, `${suggestion} Add --help to see what can be given.`.trim());
}

/** Known before parsing, because a wrong command line must be answered in JSON, too. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json');
}

import { InvalidArgumentError } from 'commander';
import { countValue, listValue } from '../values';
import { defineCommand } from './command';

type Options = { port?: number; open: boolean; dataRoot?: string[] };

/** Serves the page on this machine until it is told to stop. */
export const serve = defineCommand({
  configure: (command) =>
    void command
      .option(
        '--port <number>',
        'port on 127.0.0.1 (default: that of last time, else a free one); 0 takes any',
        portValue,
      )
      .option('--no-open', 'only print the address, and open no browser')
      .option('--data-root <dir>', 'folder the page may import from; may be given several times', listValue)
      .addHelpText(
        'after',
        '\nThe printed address opens the workbench once, and "link" prints another; Ctrl+C or SIGTERM closes it.',
      ),
  async run(context, _, options: Options) {
    const { runServer } = await import('../run-server');
    await runServer(context, options);
  },
});

function portValue(text: string): number {
  const port = countValue(text);
  if (port > 65_535) throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return port;
}

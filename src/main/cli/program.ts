import { Command } from 'commander';
import type { CliIo } from './cli-io';
import type { CliCommand, CommandContext, CommandEntry } from './commands/command';
import { commands } from './commands/index';
import type { Output } from './output';

/** Parses one command line and runs its command; loads that command's module and no other. */
export async function runProgram(argv: readonly string[], io: CliIo, output: Output): Promise<number> {
  const words = withDefaultCommand(argv);
  const chosen = chosenEntry(words);
  const program = createRoot(io);
  let exitCode = 0;
  for (const entry of commands) {
    const command = addEntry(program, entry);
    if (entry !== chosen) continue;
    const loaded = await entry.load();
    loaded.configure(command);
    command.action(async () => {
      exitCode = (await runCommand(loaded, command, io, output)) ?? 0;
    });
  }
  await program.parseAsync(words, { from: 'user' });
  return exitCode;
}

function createRoot(io: CliIo): Command {
  const colour = (isTTY: boolean) => isTTY && !io.env['NO_COLOR'];
  return new Command('metric-workbench')
    .description('Learn distances between images: choose one, train it, look at the neighbours it finds.')
    .option('--home <dir>', "folder of the store (else METRIC_WORKBENCH_HOME, else the user's data folder)")
    .option('--json', 'answer with one JSON document on standard output')
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => colour(io.stdout.isTTY),
      getErrHasColors: () => colour(io.stderr.isTTY),
    })
    .exitOverride();
}

function addEntry(program: Command, entry: CommandEntry): Command {
  const [first = '', second] = entry.name.split(' ');
  const command = second === undefined ? program.command(first) : groupOf(program, first).command(second);
  for (const [syntax, help] of entry.arguments ?? []) command.argument(syntax, help);
  return command.description(entry.summary);
}

const groupSummaries: Readonly<Record<string, string>> = {
  datasets: 'Import, look at and remove datasets',
  runs: 'Look at, export and remove runs',
  sweeps: 'Look at, go on with, export and remove sweeps',
  study: 'Run a whole series of experiments',
};

function groupOf(program: Command, name: string): Command {
  const existing = program.commands.find((command) => command.name() === name);
  return existing ?? program.command(name).description(groupSummaries[name] ?? '');
}

function runCommand(loaded: CliCommand, command: Command, io: CliIo, output: Output) {
  const { home, json: _, ...options } = command.optsWithGlobals<{ home?: string; json?: boolean }>();
  const context: CommandContext = {
    io,
    output,
    // An empty variable is one that is not set.
    home: (home ?? io.env['METRIC_WORKBENCH_HOME']) || undefined,
    async withWorkbench(access, use) {
      const { openDoor } = await import('./open-door');
      const door = await openDoor(this.home, access, io.spawn);
      try {
        return await use(door);
      } finally {
        await door.close();
      }
    },
  };
  return loaded.run(context, command.args, options);
}

/** Without a command the workbench opens: the flags are those of `serve`. */
function withDefaultCommand(argv: readonly string[]): string[] {
  const first = afterGlobals(argv)[0];
  const opens = first === undefined || (first.startsWith('-') && first !== '--help' && first !== '-h');
  return opens ? ['serve', ...argv] : [...argv];
}

/** The entry that the command line names; undefined when it names none. */
function chosenEntry(argv: readonly string[]): CommandEntry | undefined {
  const words = afterGlobals(argv).filter((word) => !globalFlags.includes(word));
  const [first, second] = words[0] === 'help' ? words.slice(1) : words;
  return commands.find(({ name }) => name === first || name === `${first} ${second}`);
}

const globalFlags = ['--json'];

/** The command line from its first word that is neither a flag of every command nor the value of one. */
function afterGlobals(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex(
    (word, index) =>
      !globalFlags.includes(word) && !word.startsWith('--home') && argv[index - 1] !== '--home',
  );
  return at < 0 ? [] : argv.slice(at);
}

import type { Command, OptionValues } from 'commander';
import type { CliIo } from '../cli-io';
import type { Access, Door } from '../door';
import type { Output } from '../output';

/** What a command is given to work with. */
export type CommandContext = {
  io: CliIo;
  output: Output;
  /** The value of `--home`, or what the environment says; undefined for the user's data folder. */
  home: string | undefined;
  /** Opens the store, calls `use`, and closes it whatever happens. */
  withWorkbench<T>(access: Access, use: (door: Door) => Promise<T>): Promise<T>;
};

/** A command as its file defines it: what it accepts, and what it does. Returns its exit code when that is not 0. */
export type CliCommand = {
  /** Adds the command's own options and its longer help. */
  configure(command: Command): void;
  run(context: CommandContext, args: readonly string[], options: OptionValues): Promise<number | void>;
};

/** Gives the options of a command their types. */
export function defineCommand<Options extends object>(command: {
  configure(command: Command): void;
  run(context: CommandContext, args: readonly string[], options: Options): Promise<number | void>;
}): CliCommand {
  return {
    configure: command.configure,
    run: (context, args, options) => command.run(context, args, options as Options),
  };
}

/** A line of the registry: cheap to list, so that help starts at once; the command itself is loaded when it is used. */
export type CommandEntry = {
  /** One or two words: `train`, `datasets import`. */
  name: string;
  summary: string;
  /** Positional arguments: as commander writes them (`<path>`), and what they are. */
  arguments?: readonly (readonly [syntax: string, help: string])[];
  load(): Promise<CliCommand>;
};

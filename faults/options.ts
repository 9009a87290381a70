import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type FaultOptions = { only: string[]; scale: number; markdown: string | null; outcome: string | null };

export const usage = `Usage: npm run test:faults -- [options]
  --only ID          only this suite (may be given several times)
  --scale nightly    everything ten times as often
  --markdown FILE    writes the figures into their sections of the file as well`;

/** Reads the command line; throws with words for the person who typed it. */
export function readOptions(args: string[], ids: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      scale: { type: 'string', default: 'usual' },
      markdown: { type: 'string' },
      // For suites that are run by this program itself, side by side.
      outcome: { type: 'string' },
    },
  });
  const unknown = values.only.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Error(`There is no suite "${unknown}", only ${ids.join(', ')}.`);
  if (values.scale !== 'usual' && values.scale !== 'nightly')
    throw new Error(`--scale is "${values.scale}", not usual or nightly.`);
  return {
    only: values.only,
    scale: values.scale === 'nightly' ? 10 : 1,
    markdown: values.markdown ?? null,
    outcome: values.outcome ?? null,
  };
}

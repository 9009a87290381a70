import { parseArgs } from 'node:util';

export type BenchOptions = {
  /** Fewer epochs and rounds and less data: to see that it works, not to quote. */
  quick: boolean;
  /** The peer runs the whole sweep. */
  full: boolean;
  scaling: boolean;
  diagnostics: boolean;
  only: string[];
  markdown: string | null;
  rounds: number;
  epochs: number;
};

export const usage = `Usage: npm run bench -- [options]
  --quick            10 epochs, one round, a fifth of the neighbour search: shows that it works, not how fast
  --only NAME        only the rows whose name starts so (may be given several times)
  --rounds N         rounds of ours and peer in turns (3)
  --full             the peer runs all 15 fits of the sweep instead of one, times 15
  --markdown FILE    writes the table as Markdown as well: into its section of the file where there is one
  --scaling          measures how our time grows instead; draws docs/performance-scaling.svg
  --diagnostics      measures what scores add to fits in fresh trainer processes instead`;

/** Reads the command line; throws with words for the person who typed it. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      scaling: { type: 'boolean', default: false },
      diagnostics: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
  if (!Number.isSafeInteger(rounds) || rounds < 1)
    throw new Error(`--rounds is ${values.rounds}, not a number from 1`);
  return { ...values, rounds, markdown: values.markdown ?? null, epochs: values.quick ? 10 : 100 };
}

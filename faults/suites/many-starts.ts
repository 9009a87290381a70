import { join } from 'node:path';
import { startLineChild, type LineChild } from '../line-child';
import { auditStore } from '../audit';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

type Result = { home: string; won: boolean; error: { code: string; message: string } | null };

const starters = 20;
/** Stores that all starters want at the same time. */
const together = 20;

/** Twenty processes want the same store: one gets it, the others are told who has it, and a killed winner leaves it free. */
export const manyStarts = defineSuite({
  id: 'many-starts',
  title: 'twenty starts at once on one store',
  covers: ['F14'],
  alone: true,
  async run(context): Promise<Figure[]> {
    const program = context.program('starter');
    const children = Array.from({ length: starters }, () => startLineChild(program, []));
    let rounds = 0;
    let winners = 0;
    let slowestMs = 0;
    try {
      while (rounds < context.times(100)) {
        const homes = Array.from({ length: together }, (_, at) => join(context.folder, `${rounds + at}`));
        const wins = await raceFor(homes, children, context);
        winners += wins.filter((places) => places.length === 1).length;
        rounds += homes.length;
        slowestMs = Math.max(slowestMs, await killAndTakeOver(homes, wins, children, context));
        for (const home of homes) {
          const problems = auditStore(home);
          context.check('every store is whole afterwards', problems.length === 0, problems.join('; '));
        }
      }
    } finally {
      for (const child of children) child.kill();
      await Promise.all(children.map(({ ended }) => ended));
    }
    return [
      mustBe('rounds with exactly one winner', winners, context.times(100)),
      told('slowest take-over after the winner was killed', `${slowestMs.toFixed(0)} ms`),
    ];
  },
});

/** The places of the winners in `children`, for each store. */
async function raceFor(homes: string[], children: LineChild[], context: FaultContext): Promise<number[][]> {
  for (const child of children) child.send({ open: homes });
  const answers = await Promise.all(children.map((child) => answerOf(child)));
  for (const { error } of answers.flat()) {
    if (error === null) continue;
    const isPlain = error.code === 'storage' && /^Store is in use by /.test(error.message);
    context.check('everybody else is told "Store is in use by …"', isPlain, error.message);
  }
  return homes.map((_, at) => answers.flatMap((results, place) => (results[at]?.won ? [place] : [])));
}

/** Kills the winner of the first store and measures until another process has it; a new process takes its place. */
async function killAndTakeOver(
  homes: string[],
  wins: number[][],
  children: LineChild[],
  context: FaultContext,
): Promise<number> {
  const place = wins[0]?.[0];
  const home = homes[0];
  if (place === undefined || home === undefined) return 0;
  const winner = children[place]!;
  winner.kill();
  const { signal } = await winner.ended;
  context.check('the winner was killed', signal === 'SIGKILL', String(signal));
  const began = performance.now();
  const next = startLineChild(context.program('starter'), []);
  children[place] = next;
  next.send({ open: [home] });
  const [result] = await answerOf(next);
  context.check('the store of a killed winner is free', result?.won === true, result?.error?.message);
  return performance.now() - began;
}

async function answerOf(child: LineChild): Promise<Result[]> {
  const answer = (await child.next()) as { results: Result[] } | null;
  if (!answer) throw new Error(`A starter ended: ${(await child.ended).stderr}`);
  return answer.results;
}

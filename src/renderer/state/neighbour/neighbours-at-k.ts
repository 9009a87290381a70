import { classMargin, type ClassMargin } from '@ml/class-margin';
import type { NeighboursOfQuery } from '@shared/neighbours';

/**
 * A query with its k nearest, their vote, and its margin by all that are known: for its own class, or, for an image whose class
 * nobody knows, for the class that is voted for.
 */
export type QueryAtK = NeighboursOfQuery & { margin: ClassMargin | null };

/** Counts the votes of the k nearest anew; the lowest class index wins a tie. `classIndex` gives the index of a class name. */
export function atK(item: NeighboursOfQuery, k: number, classIndex: ReadonlyMap<string, number>): QueryAtK {
  const truth = item.query.class;
  const neighbours = item.neighbours.slice(0, Math.max(1, k));
  const votes = new Map<string, number>();
  for (const one of neighbours) votes.set(one.class, (votes.get(one.class) ?? 0) + 1);
  const indexOf = (name: string) => classIndex.get(name) ?? Number.MAX_SAFE_INTEGER;
  const counts = [...votes]
    .map(([name, count]) => ({ class: name, votes: count }))
    .sort((a, b) => b.votes - a.votes || indexOf(a.class) - indexOf(b.class));
  const [winner] = counts;
  return {
    ...item,
    neighbours,
    vote: {
      class: winner?.class ?? '',
      votes: winner?.votes ?? 0,
      counts,
      correct: truth === null ? null : winner?.class === truth,
    },
    margin: marginFor(item, truth ?? winner?.class),
  };
}

/** The margin of a query as one of class `own`. */
function marginFor({ neighbours }: NeighboursOfQuery, own: string | undefined): ClassMargin | null {
  return classMargin(
    neighbours.map((one) => Number(one.class === own)),
    neighbours.map((one) => one.distance),
    1,
  );
}

/** A number that a suite found out, for people; `met` says whether it is what the goal asks for (null: only told). */
export type Figure = { name: string; value: string; goal: string; met: boolean | null };

/** What a suite works with. */
export type FaultContext = {
  /** An empty folder of its own, deleted afterwards. */
  folder: string;
  /** The bundled programs of `faults/programs`, by name. */
  program: (name: string) => string;
  /** How often to do something: `usual` times, or ten times as often at the nightly scale. */
  times: (usual: number) => number;
  /** Is this the nightly scale? Then nothing is left out. */
  isNightly: boolean;
  /** One number from 0 (included) to 1 (excluded); the same numbers in every run of the same suite. */
  random: () => number;
  /**
   * Holds something true. Any number of times for one name: it counts as one check, failed when it failed once; the first
   * few details of failures are printed.
   */
  check: (name: string, isTrue: boolean, detail?: string) => void;
  /** Says what goes on, on standard error. */
  say: (text: string) => void;
};

/** A kind of fault that is injected for real, many times, and what must hold each time. */
export type Suite = {
  /** File name without ending. */
  id: string;
  title: string;
  /** Rows of the tables of faults and threats that it covers: `F4`, `E9`. */
  covers: readonly string[];
  /** It takes all the cores, or measures: no other suite runs meanwhile. */
  alone?: boolean;
  /** Why it cannot be run here, or null. A skip is shown and counted. */
  skip?: (context: FaultContext) => string | null;
  run: (context: FaultContext) => Promise<Figure[]>;
};

/** Checks the name of a suite. */
export function defineSuite(suite: Suite): Suite {
  if (!/^[a-z][a-z-]+$/.test(suite.id)) throw new Error(`A suite cannot be named "${suite.id}".`);
  return suite;
}

/** A figure that must be exactly what its goal says. */
export function mustBe(name: string, value: number, goal: number): Figure {
  return { name, value: words(value), goal: words(goal), met: value === goal };
}

/** A figure that must be at least so large, in some unit. */
export function atLeast(name: string, value: number, goal: number, unit = ''): Figure {
  return { name, value: words(value) + unit, goal: `≥ ${words(goal)}${unit}`, met: value >= goal };
}

/** A figure that must be at most so large, in some unit. */
export function atMost(name: string, value: number, goal: number, unit = ''): Figure {
  return { name, value: words(value) + unit, goal: `≤ ${words(goal)}${unit}`, met: value <= goal };
}

/** A figure that is only told: times on a machine that does other things as well are never a goal. */
export function told(name: string, value: string): Figure {
  return { name, value, goal: '', met: null };
}

function words(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}

import type { Child } from '@core/ports';

type Exit = Parameters<Parameters<Child['onExit']>[0]>[0];

/** The end of a child, told once to every listener, also to one that comes too late. */
export type ChildExit = { tell(exit: Exit): void; onExit: Child['onExit'] };

/** Makes the memory of a child's end. */
export function createChildExit(): ChildExit {
  const listeners: ((exit: Exit) => void)[] = [];
  let known: Exit | undefined;
  return {
    tell(exit) {
      if (known) return;
      known = exit;
      for (const listener of listeners) listener(exit);
    },
    onExit(listener) {
      const exit = known;
      if (exit) queueMicrotask(() => listener(exit));
      else listeners.push(listener);
    },
  };
}

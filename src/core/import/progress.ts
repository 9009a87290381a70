/** Told what is being done and how far it is; `total` is 0 while it is not known. */
export type Progress = (phase: string, done: number, total: number) => void;

/** Lets through a new phase, the end of one, and otherwise one call every `everyMs` by the clock given. */
export function throttled(progress: Progress, monotonicMs: () => number, everyMs = 100): Progress {
  let lastPhase = '';
  let lastMs = -Infinity;
  return (phase, done, total) => {
    const now = monotonicMs();
    if (phase === lastPhase && done !== total && now - lastMs < everyMs) return;
    lastPhase = phase;
    lastMs = now;
    progress(phase, done, total);
  };
}

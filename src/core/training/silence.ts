/** From when on a trainer that says nothing counts as hung, and how often that is looked at, in milliseconds. */
export type SilenceTimes = { silentAfterMs: number; lookEveryMs: number };

/** Told how long (milliseconds) a trainer has said nothing, at every look while that is too long; null once it is heard again. */
export type OnSilence = (silentMs: number | null) => void;

/**
 * Looks again and again how long ago a trainer was heard of, by a clock that never jumps; gives what ends that. A look comes
 * after the messages that wait: a host that was held up itself does not blame the trainer.
 */
export function watchSilence(
  silentForMs: () => number,
  { silentAfterMs, lookEveryMs }: SilenceTimes,
  tell: OnSilence,
): () => void {
  let isSilent = false;
  let isOver = false;
  const look = (): void => {
    if (isOver) return;
    const ms = silentForMs();
    const wasSilent = isSilent;
    isSilent = ms >= silentAfterMs;
    if (isSilent || wasSilent) tell(isSilent ? ms : null);
  };
  const timer = setInterval(() => setImmediate(look), lookEveryMs);
  timer.unref();
  return () => {
    isOver = true;
    clearInterval(timer);
  };
}

/**
 * Makes a stream that ends at once when its reader leaves or `outer` aborts, even while it waits for the next
 * value: `start` gets the signal that says so.
 */
export function endable<T>(
  outer: AbortSignal | undefined,
  start: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const left = new AbortController();
  const values = start(outer ? AbortSignal.any([outer, left.signal]) : left.signal);
  const leave = values.return.bind(values);
  values.return = (value) => {
    left.abort();
    return leave(value);
  };
  return values;
}

/** Something to wait on: `ring` wakes everyone who waits. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  ring(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next ring or when `signal` aborts. */
  async heard(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

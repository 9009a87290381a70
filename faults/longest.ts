/** Remembers of many things done one after the other the one that took longest, and how long each of its parts took. */
export class Longest {
  #ms = 0;
  #words = 'none';

  get words(): string {
    return this.#words;
  }

  /** Begins one: `mark` says that a part of it has ended, `end` that all has. */
  begin(name: string): { mark(part: string): void; end(): void } {
    const began = performance.now();
    let last = began;
    const parts: string[] = [];
    const mark = (part: string) => {
      const now = performance.now();
      parts.push(`${part} ${((now - last) / 1000).toFixed(1)} s`);
      last = now;
    };
    return {
      mark,
      end: () => {
        if (last - began <= this.#ms) return;
        this.#ms = last - began;
        this.#words = `${name}: ${parts.join(', ')}`;
      },
    };
  }
}

import type { MemoryForecast } from '@shared/memory-forecast';

/** The forecast for what is set up at the moment; the last one stays until the next is there. */
export class MemoryView {
  current = $state.raw<MemoryForecast | null>(null);
  #asked = 0;

  /** Asks anew; what was asked before and is answered later is dropped. A refusal is told where the run is started. */
  async ask(work: () => Promise<MemoryForecast>): Promise<void> {
    const asked = ++this.#asked;
    const found = await work().catch(() => null);
    if (asked === this.#asked) this.current = found;
  }
}

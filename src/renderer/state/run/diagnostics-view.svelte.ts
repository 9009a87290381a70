import type { EpochDiagnosis, RunDiagnostics } from '@shared/diagnostics';
import { mostDiagnosedEpochs, thinned } from '@shared/thinned';
import type { WorkbenchClient } from '../../client/connection';
import { pause } from '../pause';

const nothing: RunDiagnostics = { epochs: [], positions: { rows: [], labels: [], epochs: [] } };

/** Live epochs are fetched no more often than this. */
const pauseMs = 800;

/** What a run's embedding looked like, epoch by epoch, and the epoch that is looked at. */
export class DiagnosticsView {
  data = $state.raw<RunDiagnostics>(nothing);
  /** Is everything there that was asked for? */
  loaded = $state(false);
  /** The epoch a person chose; null follows the last. */
  #chosen = $state<number | null>(null);
  readonly place = $derived(placeOf(this.data.epochs, this.#chosen));
  readonly diagnosis = $derived<EpochDiagnosis | null>(this.data.epochs[this.place] ?? null);
  readonly positions = $derived(
    this.data.positions.epochs.find(({ epoch }) => epoch === this.diagnosis?.epoch)?.xy ?? null,
  );
  #isFetching = false;
  #due: 'all' | 'new' | null = null;

  constructor(
    private readonly client: Pick<WorkbenchClient, 'runs'>,
    readonly id: string,
    private readonly wait: (durationMs: number) => Promise<unknown> = pause,
  ) {}

  get follows(): boolean {
    return this.#chosen === null;
  }

  /** The epoch a person chose; null while the last one is followed. */
  get chosen(): number | null {
    return this.#chosen;
  }

  /** Looks at an epoch, or at the last before it; null follows the last. One that is later than all there are is given up. */
  look(epoch: number | null): void {
    this.#chosen = epoch;
    this.#giveUpLater();
  }

  /** Looks at the epoch at a place among those there are; the last one is followed from then on. */
  choose(place: number): void {
    const { epochs } = this.data;
    this.#chosen = place >= epochs.length - 1 ? null : (epochs[Math.max(0, place)]?.epoch ?? null);
  }

  /** Fetches all epochs, or those that are new; calls made meanwhile are answered by one fetch after it. */
  async fetch(what: 'all' | 'new'): Promise<void> {
    if (what === 'all') this.loaded = false;
    this.#due = what === 'all' || this.#due === 'all' ? 'all' : 'new';
    if (this.#isFetching) return;
    this.#isFetching = true;
    while (this.#due) {
      const all: boolean = this.#due === 'all';
      this.#due = null;
      const last = this.data.epochs.at(-1)?.epoch ?? 0;
      try {
        const got = await this.client.runs.diagnostics({ id: this.id, ...(all ? {} : { afterEpoch: last }) });
        this.data = all ? got : joined(this.data, got);
        this.#giveUpLater();
      } catch {
        // The page says elsewhere that the connection is lost; the next event asks again.
      }
      this.loaded = this.#due !== 'all';
      await this.wait(pauseMs);
    }
    this.#isFetching = false;
  }

  #giveUpLater(): void {
    const last = this.data.epochs.at(-1)?.epoch;
    if (last !== undefined && this.#chosen !== null && this.#chosen > last) this.#chosen = null;
  }
}

/** Two answers as one, thinned when it has grown to twice what an answer holds. */
export function joined(before: RunDiagnostics, after: RunDiagnostics): RunDiagnostics {
  if (after.epochs.length === 0) return before;
  const all = [...before.epochs, ...after.epochs];
  const epochs = all.length > 2 * mostDiagnosedEpochs ? thinned(all, mostDiagnosedEpochs) : all;
  const isKept = (epoch: number) => epochs.some((each) => each.epoch === epoch);
  const known = after.positions.rows.length > 0 ? after.positions : before.positions;
  const placed = [...before.positions.epochs, ...after.positions.epochs];
  return { epochs, positions: { ...known, epochs: placed.filter(({ epoch }) => isKept(epoch)) } };
}

/** Place of the chosen epoch, or of the last before it; the last of all when none is chosen. */
function placeOf(epochs: readonly EpochDiagnosis[], chosen: number | null): number {
  if (chosen === null) return epochs.length - 1;
  return Math.max(
    0,
    epochs.findLastIndex(({ epoch }) => epoch <= chosen),
  );
}

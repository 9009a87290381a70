import { idSet, toggled, type IdSet } from './id-set';

/** A row as the selection sees it: its own id, and the runs that it stands for. */
export type SelectableRow = { id: string; runs: readonly string[] };

/** Which runs are selected and where the cursor is, moved by keys and the pointer. */
export class RunSelection {
  selected = $state.raw<IdSet>(idSet());
  /** Id of the row that keys act on. */
  cursor = $state<string | null>(null);
  #anchor: string | null = null;

  clear(): void {
    this.selected = idSet();
  }

  /** Forgets runs that are not shown any more. */
  keepOnly(runs: IdSet): void {
    const kept = [...this.selected].filter((id) => runs.has(id));
    if (kept.length < this.selected.size) this.selected = idSet(kept);
  }

  /** A click on a row: alone, with Ctrl added or taken away, with Shift from the last one to here. */
  click(rows: readonly SelectableRow[], id: string, how: 'alone' | 'toggle' | 'range'): void {
    this.cursor = id;
    if (how === 'range' && this.#anchor !== null) return this.#selectRange(rows, this.#anchor, id);
    this.#anchor = id;
    const runs = rows.find((row) => row.id === id)?.runs ?? [];
    if (how === 'alone') this.selected = idSet(runs);
    else this.#toggle(runs);
  }

  /** Moves the cursor by some rows (with Shift the selection grows to it); gives its new place. */
  move(rows: readonly SelectableRow[], by: number, extend: boolean): number {
    const at = rows.findIndex(({ id }) => id === this.cursor);
    const from = at < 0 ? (by > 0 ? -1 : rows.length) : at;
    const to = Math.min(rows.length - 1, Math.max(0, from + by));
    const id = rows[to]?.id ?? null;
    if (extend && id !== null) this.#selectRange(rows, (this.#anchor ??= this.cursor ?? id), id);
    else this.#anchor = id;
    this.cursor = id;
    return to;
  }

  /** Adds the row under the cursor, or takes it away. */
  toggleAtCursor(rows: readonly SelectableRow[]): void {
    const row = rows.find(({ id }) => id === this.cursor);
    if (row) this.#toggle(row.runs);
  }

  selectAll(rows: readonly SelectableRow[]): void {
    this.selected = idSet(rows.flatMap(({ runs }) => runs));
  }

  #toggle(runs: readonly string[]): void {
    this.selected = toggled(this.selected, runs);
  }

  #selectRange(rows: readonly SelectableRow[], from: string, to: string): void {
    const [a, b] = [from, to].map((wanted) => rows.findIndex(({ id }) => id === wanted));
    if (a === undefined || b === undefined || a < 0 || b < 0) return;
    this.selected = idSet(rows.slice(Math.min(a, b), Math.max(a, b) + 1).flatMap(({ runs }) => runs));
  }
}

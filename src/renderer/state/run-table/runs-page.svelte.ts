import type { RunSummary } from '@shared/run';
import type { ChartTable } from '../../charts/chart';
import { runsTable } from '../../text/runs-table';
import type { RunColumn } from './run-columns';
import { distanceLabel } from '../../text/run-words';
import type { App } from '../context';
import { idSet, toggled, type IdSet } from './id-set';
import { groupedRows, plainRows, type TableRow } from './run-groups';
import { RunSelection, type SelectableRow } from './run-selection.svelte';
import { optionsOf } from '../run-form/options-of';
import { filterRuns, sortRuns } from './run-table';
import { queryOfView, viewOfQuery, type RunsView } from './runs-view';

/** What the Runs page shows: the view that its address names, and what is open and selected in it. */
export class RunsPageState {
  readonly selection = new RunSelection();
  #app: App;
  #open = $state.raw<IdSet>(idSet());
  readonly view: RunsView = $derived.by(() => viewOfQuery(this.#app.route.query));
  readonly all = $derived.by(() => this.#app.workbench.runs);
  readonly ofStudies = $derived.by(() => this.all.filter((run) => run.studyId !== null).length);
  readonly withStudies = $derived.by(() => this.view.withStudies ?? this.ofStudies === this.all.length);
  readonly #key = $derived.by(() => this.view.sort.key);
  readonly #descending = $derived.by(() => this.view.sort.descending);
  /** Put in order before they are filtered: typing in the search then sorts nothing. */
  readonly #sorted = $derived.by(() => sortRuns(this.all, this.#key, this.#descending));
  /** In the order of the table. */
  readonly shown = $derived.by(() => filterRuns(this.#sorted, this.view, this.withStudies));
  readonly rows: readonly TableRow[] = $derived.by(() =>
    this.view.isGrouped ? groupedRows(this.shown, this.view.sort, this.#open) : plainRows(this.shown),
  );
  readonly selectable: readonly SelectableRow[] = $derived.by(() =>
    this.rows.map((row) => ({
      id: row.id,
      runs: row.kind === 'run' ? [row.id] : row.group.runs.map(({ id }) => id),
    })),
  );
  /** In the order of the table: the first is the baseline of a comparison. */
  readonly selected: readonly RunSummary[] = $derived.by(() => {
    const { selected } = this.selection;
    return selected.size === 0 ? [] : this.shown.filter(({ id }) => selected.has(id));
  });
  /** What the filters can be set to. */
  readonly choices = $derived.by(() => ({
    distances: optionsOf(
      distanceLabel,
      this.all.map((run) => run.config.distance),
    ),
    datasets: optionsOf(
      String,
      this.all.map((run) => run.config.dataset),
    ),
    tags: optionsOf(
      String,
      this.all.flatMap((run) => run.tags),
    ),
  }));

  constructor(app: App) {
    this.#app = app;
  }

  /** What is selected, or else all that is shown, with these columns. */
  table(columns: readonly RunColumn[]): ChartTable {
    return runsTable(this.selected.length > 0 ? plainRows(this.selected) : this.rows, columns);
  }

  change(next: Partial<RunsView>): void {
    this.show(queryOfView({ ...this.view, ...next }));
  }

  /** Shows the view of a query, as saved views keep it. */
  show(query: string): void {
    this.#app.route.replace(query ? `/runs?${query}` : '/runs');
  }

  toggleGroup(key: string): void {
    this.#open = toggled(this.#open, [key]);
  }
}

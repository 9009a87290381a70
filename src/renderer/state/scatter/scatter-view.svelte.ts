import type { SplitName } from '@shared/split';
import { labelsByRow, rowSet, type Cloud } from '../../plot/cloud';
import { wholeView, type Camera, type Points } from '../../plot/scatter';
import type { DiagnosticsView } from '../run/diagnostics-view.svelte';
import type { EmbeddingLayouts, Layout } from './embedding-layouts.svelte';

export type SplitChoice = 'all' | SplitName;

/** Sizes of the splits, whose rows follow one another in a dataset. */
export type SplitSizes = Readonly<Record<SplitName, number>>;

/** What a person looks at in a scatter: which layout, which points, which of them are selected or picked. */
export class ScatterView {
  layout = $state<Layout>('pca');
  split = $state<SplitChoice>('all');
  camera = $state.raw<Camera>(wholeView);
  /** Class that stands out, chosen in the legend. */
  onlyClass = $state<number | null>(null);
  /** Rows of the dataset inside the last lasso. */
  #lassoed = $state.raw<readonly number[]>([]);
  /** Row whose neighbours are looked at. */
  picked = $state<number | null>(null);

  /** UMAP once it is ready; until then, and for PCA, the epoch that is looked at. */
  readonly shows = $derived.by<Layout>(() =>
    this.layout === 'umap' && this.layouts.ready.umap ? 'umap' : 'pca',
  );
  readonly cloud = $derived.by<Cloud>(() => {
    const { sample, ready } = this.layouts;
    const { positions } = this.diagnostics.data;
    if (this.shows === 'umap' && sample) return { ...sample, xy: ready.umap ?? null };
    if (positions.epochs.length === 0 && sample && ready.pca) return { ...sample, xy: ready.pca };
    return { rows: positions.rows, labels: positions.labels, xy: this.diagnostics.positions };
  });
  /** What shares the cloud's scale. */
  readonly frames = $derived.by<readonly Points[]>(() => {
    const { epochs } = this.diagnostics.data.positions;
    const ofEpochs = this.shows === 'pca' && epochs.length > 0;
    return ofEpochs ? epochs.map(({ xy }) => xy) : this.cloud.xy ? [this.cloud.xy] : [];
  });
  /** Is this point of the chosen split? */
  readonly isShown = $derived.by(() => {
    const { rows } = this.cloud;
    const { split } = this;
    const sizes = this.splits();
    if (split === 'all' || !sizes) return () => true;
    const first = { train: 0, validation: sizes.train, test: sizes.train + sizes.validation }[split];
    return (point: number) => rows[point]! >= first && rows[point]! < first + sizes[split];
  });
  /** Rows inside the lasso, or of the class chosen in the legend, as far as they are shown. */
  readonly selected = $derived.by<readonly number[]>(() => {
    const inLasso = rowSet(this.#lassoed);
    const { rows, labels } = this.cloud;
    if (inLasso.size === 0 && this.onlyClass === null) return [];
    const points = Array.from({ length: rows.length }, (_, point) => point).filter(this.isShown);
    const wanted = (point: number) =>
      inLasso.size > 0 ? inLasso.has(rows[point]!) : labels[point] === this.onlyClass;
    return points.filter(wanted).map((point) => rows[point]!);
  });
  readonly standsOut = $derived.by(() => {
    if (this.selected.length === 0) return null;
    const rows = rowSet(this.selected);
    const { rows: all } = this.cloud;
    return (point: number) => rows.has(all[point]!);
  });
  readonly #classes = $derived(labelsByRow(this.cloud));
  /** Points that are shown. */
  readonly count = $derived(
    this.cloud.xy
      ? Array.from({ length: this.cloud.rows.length }, (_, at) => at).filter(this.isShown).length
      : 0,
  );

  constructor(
    private readonly diagnostics: DiagnosticsView,
    readonly layouts: EmbeddingLayouts,
    private readonly splits: () => SplitSizes | undefined,
  ) {}

  /** Class index of a row that is in the cloud. */
  classOf(row: number): number {
    return this.#classes.get(row) ?? 0;
  }

  look(layout: Layout): void {
    this.layout = layout;
    this.camera = wholeView;
    if (layout === 'umap') void this.layouts.make('umap');
  }

  lasso(rows: readonly number[]): void {
    this.onlyClass = null;
    this.#lassoed = rows;
  }

  chooseClass(label: number | null): void {
    this.#lassoed = [];
    this.onlyClass = label;
  }

  /** Selects and picks nothing. */
  clear(): void {
    this.lasso([]);
    this.picked = null;
  }
}

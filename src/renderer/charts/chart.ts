import type { ChartConfiguration, ChartDataset, Point } from 'chart.js';
import type { EpochDiagnosis } from '@shared/diagnostics';
import type { RunDetail } from '@shared/run';
import type { Look } from '../plot/look';

/** The numbers behind a chart, as its CSV shows them. */
export type ChartTable = {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
};

/**
 * A line as Chart.js draws it; `isRaw` marks the measured values behind a smoothed line, `longLabel` is its name in the key of an
 * exported picture, where there is nothing beside it that explains a short one.
 */
export type LineDataset = ChartDataset<'line', Point[]> & { isRaw?: boolean; longLabel?: string };

export type ChartConfig = ChartConfiguration<'line', Point[]>;

/** One kind of chart: pure functions from data to what Chart.js draws, to its numbers and to a sentence. */
export type Chart<Data> = {
  id: string;
  title: string;
  /** How to read it, in one sentence. */
  help: string;
  /** Is there anything to draw, now or soon? Charts that do not apply are left out. */
  applies(data: Data): boolean;
  config(data: Data, look: Look): ChartConfig;
  table(data: Data): ChartTable;
  /** What a person who cannot see it is told. */
  describe(data: Data): string;
  /** Offers a logarithmic y axis. */
  canBeLog?: boolean;
  /** May be smoothed: values one after another, not a distribution. */
  canBeSmoothed?: boolean;
  /** Its lines are runs among others: even a single one needs its name. */
  namesSingleLine?: boolean;
  /** Name of its x axis: charts of one name zoom and are hovered together. Without one there is neither. */
  axis?: (data: Data) => string;
};

/** What the charts of a run draw. */
export type RunChartData = { run: RunDetail; log: boolean };

/** What the charts of a run's embedding draw: every epoch there is, and the one that is looked at. */
export type DiagnosisChartData = RunChartData & {
  epochs: readonly EpochDiagnosis[];
  chosen: EpochDiagnosis | null;
  /** Neighbours that vote. */
  k: number;
};

/** Checks an entry's shape and keeps its type. */
export function defineChart<Data>(chart: Chart<Data>): Chart<Data> {
  return chart;
}

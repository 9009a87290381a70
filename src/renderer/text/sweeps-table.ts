import type { ChartTable } from '../charts/chart';
import { bestErrorOf, designText, type KnownSweep } from './sweep-words';

/** The list of sweeps for a spreadsheet: the best configuration of each with its held-out error, a share. */
export function sweepsTable(sweeps: readonly KnownSweep[]): ChartTable {
  return {
    columns: [
      'id',
      'name',
      'status',
      'distance',
      'dataset',
      'design',
      'fits',
      'best',
      'best_error',
      'best_standard_error',
      'created_at',
    ],
    rows: sweeps.map((sweep) => {
      const error = bestErrorOf(sweep);
      const best = Object.entries(sweep.best?.values ?? {}).map(([name, value]) => `${name}=${value}`);
      return [
        sweep.id,
        sweep.name,
        sweep.status,
        sweep.config.base.distance,
        sweep.dataset,
        designText(sweep),
        sweep.progress.finished,
        best.join(' ') || null,
        error?.mean ?? null,
        error?.standardError ?? null,
        sweep.createdAt,
      ];
    }),
  };
}

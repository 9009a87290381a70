import type { Curves } from '@shared/run';
import type { Connection } from './database';

/** What is measured every epoch, with its number in `metric_keys`. */
const keys = {
  loss: 1,
  trainError: 2,
  trainLeaveOneOutError: 3,
  validationError: 4,
  activeShare: 5,
  durationMs: 6,
} as const;
/** A name from the table above. */
export type MetricName = keyof typeof keys;

/** Statements on `metrics`: one value an epoch; one that is not finite is NULL with a mark. */
export type MetricsTable = ReturnType<typeof metricsTable>;

/** Prepares the statements of {@link MetricsTable}. */
export function metricsTable(db: Connection) {
  const put = db.prepare<[number, number, number, number | null, number]>(
    'INSERT OR REPLACE INTO metrics (run_id, key_id, epoch, value, nonfinite) VALUES (?, ?, ?, ?, ?)',
  );
  const forget = db.prepare<[number, number]>('DELETE FROM metrics WHERE run_id = ? AND epoch > ?');
  const ofRun = db.prepare<[number], { key_id: number; epoch: number; value: number | null }>(
    'SELECT key_id, epoch, value FROM metrics WHERE run_id = ? ORDER BY key_id, epoch',
  );
  const trained = db
    .prepare<[number], number | null>(
      `SELECT sum(value) FROM metrics WHERE run_id = ? AND key_id = ${keys.durationMs}`,
    )
    .pluck();
  return {
    /** Milliseconds of the steps of all epochs that are there; null when none was measured. */
    trainedMs: (row: number): number | null => trained.get(row) ?? null,
    /** Stores a value of an epoch (1 for the first); null, NaN and infinities count as not finite. */
    put(row: number, name: MetricName, epoch: number, value: number | null): void {
      const isFinite = value !== null && Number.isFinite(value);
      put.run(row, keys[name], epoch, isFinite ? value : null, isFinite ? 0 : 1);
    },
    /** Drops what was measured after `epoch`, for a run that goes on from there. */
    forgetAfter: (row: number, epoch: number): void => void forget.run(row, epoch),
    /** Curves by epoch, first epoch first; null where nothing finite was measured. */
    curves(row: number): Curves {
      const measured = ofRun.all(row);
      const curve = (name: MetricName): (number | null)[] => {
        const points = measured.filter((point) => point.key_id === keys[name]);
        const values: (number | null)[] = new Array<null>(points.at(-1)?.epoch ?? 0).fill(null);
        for (const { epoch, value } of points) if (epoch > 0) values[epoch - 1] = value;
        return values;
      };
      return {
        loss: curve('loss'),
        trainError: curve('trainError'),
        trainLeaveOneOutError: curve('trainLeaveOneOutError'),
        validationError: curve('validationError'),
        activeShare: curve('activeShare'),
        epochMs: curve('durationMs'),
      };
    },
  };
}

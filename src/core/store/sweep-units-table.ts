import type { UnitResult } from '@shared/sweep';
import type { Connection } from './database';

/** How many fits of a sweep there are, and what became of them. */
export type UnitCounts = {
  total: number;
  finished: number;
  diverged: number;
  failed: number;
  reused: number;
};

/** Statements on `sweep_units`: one row for each fit of a sweep, named by the hash of what its result follows from. */
export type SweepUnitsTable = ReturnType<typeof sweepUnitsTable>;

/** Prepares the statements of {@link SweepUnitsTable}. */
export function sweepUnitsTable(db: Connection) {
  return { ...reading(db), ...writing(db) };
}

function reading(db: Connection) {
  const ids = db
    .prepare<[number], string>('SELECT unit_id FROM sweep_units WHERE sweep_id = ? ORDER BY ordinal')
    .pluck();
  const waiting = db
    .prepare<[number], string>(`SELECT unit_id FROM sweep_units WHERE sweep_id = ? AND status = 'waiting'`)
    .pluck();
  const results = db.prepare<[number], { unit_id: string; result: string }>(
    `SELECT unit_id, result FROM sweep_units WHERE sweep_id = ? AND result IS NOT NULL`,
  );
  const counts = db.prepare<[number], UnitCounts>(`
    SELECT count(*) AS total, count(*) FILTER (WHERE status = 'finished') AS finished,
      count(*) FILTER (WHERE status = 'diverged') AS diverged, count(*) FILTER (WHERE status = 'failed') AS failed,
      coalesce(sum(reused), 0) AS reused
    FROM sweep_units WHERE sweep_id = ?`);

  return {
    /** In the order of the plan. */
    ids: (row: number): string[] => ids.all(row),
    waiting: (row: number): Set<string> => new Set(waiting.all(row)),
    /** Results by the id of their unit. */
    results: (row: number): Map<string, UnitResult> =>
      new Map(results.all(row).map(({ unit_id, result }) => [unit_id, JSON.parse(result) as UnitResult])),
    counts: (row: number): UnitCounts => counts.get(row)!,
  };
}

function writing(db: Connection) {
  const insert = db.prepare<[number, string, number]>(
    'INSERT INTO sweep_units (sweep_id, unit_id, ordinal) VALUES (?, ?, ?)',
  );
  const clear = db.prepare<[number]>('DELETE FROM sweep_units WHERE sweep_id = ?');
  const put = db.prepare<[string, string, string | null, number, string]>(`
    UPDATE sweep_units SET status = ?, result = ?, engine = ? WHERE sweep_id = ? AND unit_id = ? AND status = 'waiting'`);
  const reuse = db.prepare<{ row: number; unit: string; engine: string; look: number }>(`
    UPDATE sweep_units SET (status, result, engine, reused) = (known.status, known.result, known.engine, 1)
    FROM (
      SELECT status, result, engine FROM sweep_units
      WHERE unit_id = @unit AND engine = @engine AND status IN ('finished', 'diverged') AND (
        @look = 0 OR status = 'diverged' OR EXISTS (SELECT 1 FROM sweep_looks WHERE unit_id = @unit AND engine = @engine)
      ) LIMIT 1
    ) AS known
    WHERE sweep_id = @row AND unit_id = @unit AND sweep_units.status = 'waiting'`);
  const retry = db.prepare<[number]>(
    `UPDATE sweep_units SET status = 'waiting', result = NULL WHERE sweep_id = ? AND status = 'failed'`,
  );
  const forget = db.prepare<[number, string]>(
    `UPDATE sweep_units SET status = 'waiting', result = NULL, reused = 0 WHERE sweep_id = ? AND engine IS NOT ?`,
  );

  return {
    /** Stores the fits of a sweep, all waiting, in place of those there are. */
    plan(row: number, unitIds: readonly string[]): void {
      clear.run(row);
      unitIds.forEach((id, ordinal) => insert.run(row, id, ordinal));
    },
    /** Deletes the fits of a sweep. */
    drop: (row: number): void => void clear.run(row),
    /** Stores a result; one that is there already stays. */
    put: (row: number, unitId: string, result: UnitResult, engine: string | null): void =>
      void put.run(result.status, JSON.stringify(result), engine, row, unitId),
    /**
     * Takes over what any sweep has found for the same fit on the same engine, when asked only with a look at it; false when
     * there is nothing.
     */
    reuse: (row: number, unitId: string, engine: string, withLook: boolean): boolean =>
      reuse.run({ row, unit: unitId, engine, look: Number(withLook) }).changes === 1,
    /** Lets what another engine has found be found again, so that all of a sweep can be compared. */
    forgetOthers: (row: number, engine: string): void => void forget.run(row, engine),
    /** Lets what failed be tried again. */
    retry: (row: number): void => void retry.run(row),
  };
}

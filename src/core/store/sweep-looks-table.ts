import { unitLookSchema, type UnitLook } from '@shared/sweep-look';
import type { Connection } from './database';

/** Statements on `sweep_looks`: what a fit looks like, by the hash that names it and the engine that trained it. */
export type SweepLooksTable = ReturnType<typeof sweepLooksTable>;

/** Prepares the statements of {@link SweepLooksTable}. */
export function sweepLooksTable(db: Connection) {
  const put = db.prepare<[string, string, string]>(
    'INSERT OR REPLACE INTO sweep_looks (unit_id, engine, look) VALUES (?, ?, ?)',
  );
  const ofSweep = db.prepare<[number, number], { ordinal: number; status: string; look: string | null }>(`
    SELECT u.ordinal, u.status, l.look FROM sweep_units u
    LEFT JOIN sweep_looks l ON l.unit_id = u.unit_id AND l.engine = coalesce(u.engine, '')
    WHERE u.sweep_id = ? AND u.ordinal < ? AND u.status = 'finished' ORDER BY u.ordinal`);
  const forget = db.prepare<[number, number]>(`
    UPDATE sweep_units SET status = 'waiting', result = NULL, reused = 0
    WHERE sweep_id = ? AND ordinal < ? AND status = 'finished' AND NOT EXISTS (
      SELECT 1 FROM sweep_looks l WHERE l.unit_id = sweep_units.unit_id AND l.engine = coalesce(sweep_units.engine, '')
    )`);
  const drop = db.prepare<{ row: number }>(`
    DELETE FROM sweep_looks WHERE unit_id IN (SELECT unit_id FROM sweep_units WHERE sweep_id = @row)
      AND NOT EXISTS (SELECT 1 FROM sweep_units u WHERE u.unit_id = sweep_looks.unit_id AND u.sweep_id <> @row)`);
  return {
    put: (unitId: string, engine: string | null, look: UnitLook): void =>
      void put.run(unitId, engine ?? '', JSON.stringify(look)),
    /** The finished among the first `count` fits of a sweep, with their look or null where there is none that can be read. */
    ofSweep: (row: number, count: number): { ordinal: number; look: UnitLook | null }[] =>
      ofSweep.all(row, count).map(({ ordinal, look }) => ({
        ordinal,
        look: look === null ? null : (unitLookSchema.safeParse(JSON.parse(look)).data ?? null),
      })),
    /** Lets those of the first `count` fits that have no look be trained again; gives how many. */
    retrainMissing: (row: number, count: number): number => forget.run(row, count).changes,
    /** Deletes the looks of the fits that only this sweep has. */
    drop: (row: number): void => void drop.run({ row }),
  };
}

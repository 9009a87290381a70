import type { Connection } from './database';

/** Statements on `queue_state`, and on the order of queued runs. */
export type QueueTable = ReturnType<typeof queueTable>;

/** Prepares the statements of {@link QueueTable}. */
export function queueTable(db: Connection) {
  const paused = db.prepare<[], number>('SELECT is_paused FROM queue_state WHERE id = 1').pluck();
  const setPaused = db.prepare<[number]>('UPDATE queue_state SET is_paused = ? WHERE id = 1');
  const place = db.prepare<[number, number]>(
    `UPDATE runs SET queue_order = ? WHERE id = ? AND status = 'queued'`,
  );
  const orders = db.prepare<[number], { queue_order: number }>('SELECT queue_order FROM runs WHERE id = ?');
  const putBack = (table: 'runs' | 'sweeps') =>
    db.prepare<[number]>(`
      UPDATE ${table} SET status = 'queued', finished_at = NULL, error = NULL, queue_order = (
        SELECT coalesce(min(queue_order), 1) - 1 FROM ${table} WHERE status = 'queued'
      ) WHERE id = ?`);
  const run = putBack('runs');
  const sweep = putBack('sweeps');
  return {
    isPaused: (): boolean => paused.get() === 1,
    setPaused: (isPaused: boolean): void => void setPaused.run(Number(isPaused)),
    /** Puts what was stopped back to the front of its queue. */
    putBackRun: (row: number): void => void run.run(row),
    putBackSweep: (row: number): void => void sweep.run(row),
    /** Gives queued runs the places they have between them, in this order. */
    arrange(rows: readonly number[]): void {
      const places = rows.map((row) => orders.get(row)?.queue_order ?? 0).sort((a, b) => a - b);
      rows.forEach((row, at) => place.run(places[at] ?? 0, row));
    },
  };
}

import type { JobEvent } from '@shared/job';
import type { Connection } from './database';

/** Where the events that tell of the embedding are, and those that begin an attempt anew. */
export type DiagnosisMark = {
  seq: number;
  type: 'started' | 'epochDiagnosed';
  epoch: number;
  /** The file of the epoch's embedding as JSON (an artefact), where one was kept. */
  embedding: string | null;
};

/** Statements on `run_events`: every event of a run, in order, exactly once. */
export type EventsTable = ReturnType<typeof eventsTable>;

/** Prepares the statements of {@link EventsTable}. */
export function eventsTable(db: Connection) {
  const insert = db.prepare<[number, number, string]>(
    'INSERT INTO run_events (run_id, seq, payload) VALUES (?, ?, ?)',
  );
  const count = db.prepare<[number, number]>('UPDATE runs SET last_seq = ? WHERE id = ?');
  const after = db.prepare<[number, number, number], { payload: string }>(
    'SELECT payload FROM run_events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const diagnoses = db.prepare<[number], DiagnosisMark>(`
    SELECT seq, payload ->> 'type' AS type, payload ->> 'epoch' AS epoch,
      payload -> 'embedding' AS embedding FROM run_events
    WHERE run_id = ? AND payload ->> 'type' IN ('started', 'epochDiagnosed') ORDER BY seq`);
  return {
    /** Stores an event and makes it the run's last. */
    append(row: number, event: JobEvent): void {
      insert.run(row, event.seq, JSON.stringify(event));
      count.run(event.seq, row);
    },
    /** At most `limit` events that follow number `seq`, in order. */
    after: (row: number, seq: number, limit: number): JobEvent[] =>
      after.all(row, seq, limit).map(({ payload }) => JSON.parse(payload) as JobEvent),
    /** The `started` and `epochDiagnosed` events of a run, in order, without what they say. */
    diagnoses: (row: number): DiagnosisMark[] => diagnoses.all(row),
  };
}

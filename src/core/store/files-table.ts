import type { Artefact } from '@shared/run';
import type { Connection } from './database';

/** A checkpoint of an attempt; `folder` is its name inside the attempt's folder. */
export type CheckpointRow = {
  attempt: number;
  seq: number;
  epoch: number;
  step: number;
  folder: string;
  sha256: string;
};

/** Statements on `artefacts` and `checkpoints`: the files that belong to a run. */
export type FilesTable = ReturnType<typeof filesTable>;

/** Prepares the statements of {@link FilesTable}. */
export function filesTable(db: Connection) {
  const putArtefact = db.prepare<[number, string, string, string, string, number, string]>(
    'INSERT OR REPLACE INTO artefacts (run_id, name, file, dtype, shape, bytes, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const artefacts = db.prepare<[number], Omit<Artefact, 'shape'> & { shape: string }>(
    'SELECT name, file, dtype, shape, bytes, sha256 FROM artefacts WHERE run_id = ? ORDER BY name',
  );
  const putCheckpoint = db.prepare<[number, number, number, number, number, string, string]>(
    'INSERT INTO checkpoints (run_id, attempt, seq, epoch, step, folder, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const checkpoints = db.prepare<[number], CheckpointRow>(
    'SELECT attempt, seq, epoch, step, folder, sha256 FROM checkpoints WHERE run_id = ? ORDER BY seq DESC',
  );
  const forgetCheckpoint = db.prepare<[number, number]>(
    'DELETE FROM checkpoints WHERE run_id = ? AND seq = ?',
  );
  return {
    putArtefact: (row: number, { name, file, dtype, shape, bytes, sha256 }: Artefact): void =>
      void putArtefact.run(row, name, file, dtype, JSON.stringify(shape), bytes, sha256),
    artefacts: (row: number): Artefact[] =>
      artefacts.all(row).map((artefact) => ({ ...artefact, shape: JSON.parse(artefact.shape) as number[] })),
    putCheckpoint: (row: number, { attempt, seq, epoch, step, folder, sha256 }: CheckpointRow): void =>
      void putCheckpoint.run(row, attempt, seq, epoch, step, folder, sha256),
    /** A run's checkpoints, newest first. */
    checkpoints: (row: number): CheckpointRow[] => checkpoints.all(row),
    forgetCheckpoint: (row: number, seq: number): void => void forgetCheckpoint.run(row, seq),
  };
}

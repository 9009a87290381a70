import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** SHA-256 by path, size, place on the disk and time of the last change of anything about a file: that time cannot be set. */
export type KnownFiles = Map<string, string>;

/**
 * What is wrong with a home folder after its workbench was opened again and closed; empty when all is well. Reads with a
 * connection of its own and with none of the program's code, so that both cannot be wrong in the same way. Files that nothing has
 * touched since they were read into `known` are not read again.
 */
export function auditStore(home: string, known: KnownFiles = new Map()): string[] {
  const faultOf = faultFinder(known);
  const db = new Database(join(home, 'store.db'), { readonly: true, fileMustExist: true });
  try {
    return [
      ...sound(db),
      ...states(db),
      ...sequences(db),
      ...artefacts(db, home, faultOf),
      ...checkpoints(db, home, faultOf),
      ...datasets(db, home, faultOf),
      ...staging(home),
    ];
  } finally {
    db.close();
  }
}

function sound(db: Database.Database): string[] {
  const verdict = db.pragma('integrity_check') as { integrity_check: string }[];
  const strangers = db.pragma('foreign_key_check') as { table: string }[];
  return [
    ...verdict.map((row) => row.integrity_check).filter((words) => words !== 'ok'),
    ...strangers.map(({ table }) => `a row of ${table} refers to nothing`),
  ];
}

/** Nobody trains: the workbench is closed. */
function states(db: Database.Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT 'run r' || id FROM runs WHERE status = 'running'
      UNION ALL SELECT 'sweep ' || id FROM sweeps WHERE status = 'running'`,
    )
    .pluck()
    .all()
    .map((name) => `${name} is "running" but nobody trains it`);
}

function sequences(db: Database.Database): string[] {
  return db
    .prepare<[], { id: number; last_seq: number; events: number; first: number; last: number }>(
      `SELECT runs.id, last_seq, count(seq) AS events, coalesce(min(seq), 0) AS first, coalesce(max(seq), -1) AS last
       FROM runs LEFT JOIN run_events ON run_id = runs.id GROUP BY runs.id`,
    )
    .all()
    .filter(({ last_seq: told, events, first, last }) => first !== 0 || last !== told || events !== told + 1)
    .map(({ id, last_seq: told, events }) => `r${id} has ${events} events, but its last is number ${told}`);
}

type FileRow = { run_id: number; file: string; bytes: number; sha256: string };

function artefacts(db: Database.Database, home: string, faultOf: FaultOf): string[] {
  const rows = db.prepare<[], FileRow>('SELECT run_id, file, bytes, sha256 FROM artefacts').all();
  const known = new Set(rows.map(({ run_id: run, file }) => `r${run}/${file}`));
  const finished = db
    .prepare<[], { id: number; attempt: number }>(`SELECT id, attempt FROM runs WHERE status = 'finished'`)
    .all();
  return [
    ...rows.flatMap((row) => faultOf(join(home, 'runs', `r${row.run_id}`, row.file), row.sha256)),
    ...finished.flatMap(({ id, attempt }) => {
      const folder = join(home, 'runs', `r${id}`, 'attempts', String(attempt));
      const results = existsSync(folder) ? readdirSync(folder).filter(isResult) : [];
      return results
        .filter((file) => !known.has(`r${id}/attempts/${attempt}/${file}`))
        .map((file) => `${file} of r${id} belongs to nothing`);
    }),
  ];
}

/** Positions of epochs are named by their events, not by rows. */
function isResult(file: string): boolean {
  return /^(embedding|neighbours|weights)\b.*\.(f32|i32|bin)$/.test(file);
}

function checkpoints(db: Database.Database, home: string, faultOf: FaultOf): string[] {
  return db
    .prepare<[], { run_id: number; attempt: number; folder: string; sha256: string }>(
      'SELECT run_id, attempt, folder, sha256 FROM checkpoints',
    )
    .all()
    .flatMap(({ run_id: run, attempt, folder, sha256 }) =>
      faultOf(join(home, 'runs', `r${run}`, 'attempts', String(attempt), folder, 'manifest.json'), sha256),
    );
}

function datasets(db: Database.Database, home: string, faultOf: FaultOf): string[] {
  const rows = db.prepare<[], string>('SELECT DISTINCT hash FROM datasets').pluck().all();
  return rows.flatMap((hash) => {
    const folder = join(home, 'datasets', hash);
    const wrong = faultOf(join(folder, 'manifest.json'), hash);
    if (wrong.length > 0) return wrong;
    const { sha256 } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      sha256: { images: string; labels: string };
    };
    return [
      ...faultOf(join(folder, 'images.u8'), sha256.images),
      ...faultOf(join(folder, 'labels.i32'), sha256.labels),
    ];
  });
}

function staging(home: string): string[] {
  const left = existsSync(join(home, 'staging')) ? readdirSync(join(home, 'staging')) : [];
  return left.filter((name) => name !== 'uploads').map((name) => `staging holds ${name}`);
}

type FaultOf = (file: string, sha256: string) => string[];

function faultFinder(known: KnownFiles): FaultOf {
  return (file, sha256) => {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (!found) return [`${file} is missing`];
    const key = `${file} ${found.size} ${found.dev} ${found.ino} ${found.ctimeNs}`;
    const hash = known.get(key) ?? createHash('sha256').update(readFileSync(file)).digest('hex');
    known.set(key, hash);
    return hash === sha256 ? [] : [`${file} is not what was stored`];
  };
}

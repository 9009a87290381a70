import { readdirSync } from 'node:fs';
import type { Workspace } from '../workspace';
import type { Connection } from './database';

/**
 * Lets new runs have numbers above those of all folders of runs. A store that was begun anew, or that is older than the files beside
 * it, would else give numbers again, and a new run would overwrite what the old one of that number has left.
 */
export function passOverIds(db: Connection, { runsFolder }: Workspace): void {
  const numbers = readdirSync(runsFolder).map((name) => Number(/^r([1-9]\d{0,8})$/.exec(name)?.[1] ?? 0));
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  const last = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'runs'").pluck().get();
  if (highest <= (last ?? 0)) return;
  db.transaction(() => {
    db.prepare("DELETE FROM sqlite_sequence WHERE name = 'runs'").run();
    db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('runs', ?)").run(highest);
  }).immediate();
}

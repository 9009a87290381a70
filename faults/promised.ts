import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Everything that a host has acknowledged: what must be found again whatever happens to it. */
export class Promised {
  readonly #runs = new Map<string, RunFacts>();
  readonly #datasets = new Map<string, { hash?: string | undefined; removed: boolean }>();
  readonly #exports = new Set<string>();
  /** Name of the dataset that is just being removed or restored. */
  #inDoubt: string | null = null;
  #count = 0;

  /** How many acknowledgements there were. */
  get count(): number {
    return this.#count;
  }

  /** Takes in a line that a host told. */
  hear(line: unknown): void {
    const { run, event, dataset, exported, doing } = line as Told;
    if (doing?.id !== undefined) this.#of(doing.id).pending = { name: doing.name, removed: doing.removed };
    if (doing?.dataset !== undefined) this.#inDoubt = doing.dataset;
    if (!run && !event && !dataset && exported === undefined) return;
    this.#count += 1;
    if (run) {
      const facts = this.#of(run.id);
      if (run.name !== undefined) facts.name = run.name;
      if (run.removed !== undefined) facts.removed = run.removed;
      facts.pending = {};
    }
    if (event) {
      const facts = this.#of(event.run);
      facts.seq = Math.max(facts.seq, event.seq);
    }
    if (dataset) {
      this.#datasets.set(dataset.name, { ...this.#datasets.get(dataset.name), ...dataset });
      this.#inDoubt = null;
    }
    if (exported !== undefined) this.#exports.add(exported);
  }

  /**
   * What of it a store has lost; empty when nothing. A change that was under way has been done or not by now: what the store
   * shows of it is a promise from here on.
   */
  lostIn(home: string): string[] {
    const db = new Database(join(home, 'store.db'), { readonly: true, fileMustExist: true });
    try {
      this.#settle(db);
      return [...this.#lostRuns(db), ...this.#lostDatasets(db), ...this.#tornExports()];
    } finally {
      db.close();
    }
  }

  #of(id: string): RunFacts {
    const facts = this.#runs.get(id) ?? { name: null, removed: null, seq: -1, pending: {} };
    this.#runs.set(id, facts);
    return facts;
  }

  /** Ends every doubt: a change that was begun and is there was done, one that is not there was not. */
  #settle(db: Database.Database): void {
    const find = findRun(db);
    for (const [id, facts] of this.#runs) {
      const row = find.get(Number(id.slice(1)));
      const { name, removed } = facts.pending;
      if (name !== undefined && row?.name === name) facts.name = name;
      if (removed !== undefined && row && (row.removed_at !== null) === removed) facts.removed = removed;
      facts.pending = {};
    }
    const inDoubt = this.#inDoubt === null ? undefined : this.#datasets.get(this.#inDoubt);
    if (inDoubt) {
      const row = findDataset(db).get(this.#inDoubt!);
      if (row) inDoubt.removed = row.removed_at !== null;
    }
    this.#inDoubt = null;
  }

  #lostRuns(db: Database.Database): string[] {
    const find = findRun(db);
    return [...this.#runs].flatMap(([id, { name, removed, seq }]) => {
      const row = find.get(Number(id.slice(1)));
      if (!row) return [`${id} is gone`];
      const isRemoved = row.removed_at !== null;
      return [
        ...(row.last_seq < seq ? [`${id} ends with event ${row.last_seq}, not ${seq}`] : []),
        ...(name !== null && row.name !== name ? [`${id} is called ${row.name}, not ${name}`] : []),
        ...(removed !== null && isRemoved !== removed ? [`${id} is ${isRemoved ? '' : 'not '}removed`] : []),
      ];
    });
  }

  #lostDatasets(db: Database.Database): string[] {
    const find = findDataset(db);
    return [...this.#datasets].flatMap(([name, { hash, removed }]) => {
      const row = find.get(name);
      if (!row) return [`dataset ${name} is gone`];
      const isOther = hash !== undefined && row.hash !== hash;
      const isTurned = (row.removed_at !== null) !== removed;
      return isOther || isTurned ? [`dataset ${name} is another`] : [];
    });
  }

  #tornExports(): string[] {
    return [...this.#exports].flatMap((path) => {
      try {
        JSON.parse(readFileSync(path, 'utf8'));
        return [];
      } catch (error) {
        return [`${path}: ${String(error)}`];
      }
    });
  }
}

function findRun(db: Database.Database) {
  return db.prepare<[number], { name: string; removed_at: string | null; last_seq: number }>(
    'SELECT name, removed_at, last_seq FROM runs WHERE id = ?',
  );
}

function findDataset(db: Database.Database) {
  return db.prepare<[string], { hash: string; removed_at: string | null }>(
    'SELECT hash, removed_at FROM datasets WHERE name = ?',
  );
}

type RunFacts = {
  name: string | null;
  removed: boolean | null;
  seq: number;
  /** What was under way: it may have been done or not. */
  pending: { name?: string | undefined; removed?: boolean | undefined };
};

type Told = {
  run?: { id: string; name?: string; removed?: boolean };
  event?: { run: string; seq: number };
  dataset?: { name: string; hash?: string; removed: boolean };
  exported?: string;
  doing?: { id?: string; name?: string; removed?: boolean; dataset?: string };
};

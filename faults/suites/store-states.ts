import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { runCli, type CliEnding } from '../run-cli';
import { makeTemplates } from '../template';
import { defineSuite, mustBe, type FaultContext, type Figure } from './suite';

/** A state of a home folder, and what a person must read about it. */
type State = {
  name: string;
  /** Changes the home folder; may give another one, or a way to undo what outlives it. */
  make: (home: string) => string | void | (() => void) | Promise<() => void>;
  code: number;
  words: RegExp;
  /** Must the store's file stay as it was made, byte for byte? */
  untouched?: boolean;
};

/** A store that is missing, empty, newer, foreign, locked or in a strange place: the words and the exit code of the real command. */
export const storeStates = defineSuite({
  id: 'store-states',
  title: 'what a person reads about a store that cannot be used',
  covers: ['F8', 'F9', 'F11', 'F13', 'F26', 'E14'],
  async run(context): Promise<Figure[]> {
    const { delete: template } = await makeTemplates(context);
    let right = 0;
    for (const state of states) right += (await tryState(state, template, context)) ? 1 : 0;
    return [mustBe('states with the right words and exit code', right, states.length)];
  },
});

const states: readonly State[] = [
  {
    name: 'store deleted',
    make: (home) => rmSync(storeOf(home)),
    code: 6,
    words: /Store file missing: .* is gone or empty, but a store was made there\./,
  },
  {
    name: 'store of zero bytes',
    make: (home) => truncateSync(storeOf(home)),
    code: 6,
    words: /Store file missing: /,
    untouched: true,
  },
  {
    name: 'store of a newer version',
    make: (home) => withStore(home, (db) => db.pragma('user_version = 99')),
    code: 6,
    words: /made by a newer version \(schema 99\); this one knows schema \d+\.\s+Update Metric Workbench/,
    untouched: true,
  },
  {
    name: 'no database at all',
    make: (home) => writeFileSync(storeOf(home), 'this is a letter, not a database. '.repeat(300)),
    code: 6,
    words: /Store damaged: .*file is not a database.*\s+Restore a backup: .*--start-empty/,
    untouched: true,
  },
  {
    name: 'database of another program',
    make(home) {
      rmSync(storeOf(home));
      withStore(home, (db) => db.exec('CREATE TABLE songs (title TEXT)'));
    },
    code: 6,
    words: /is not a store of Metric Workbench, or it is damaged\./,
    untouched: true,
  },
  {
    name: 'a trigger that somebody put in',
    make: (home) =>
      withStore(home, (db) =>
        db.exec('CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM datasets; END'),
      ),
    code: 6,
    words: /holds a trigger \("t"\) that Metric Workbench did not make\./,
    untouched: true,
  },
  {
    name: 'a table that was changed',
    make: (home) => withStore(home, (db) => db.exec('ALTER TABLE runs ADD COLUMN spy TEXT')),
    code: 6,
    words: /is not laid out as Metric Workbench made it \(table "runs"\)/,
    untouched: true,
  },
  {
    name: 'store held by another program',
    make: (home) => holdExclusively(storeOf(home)),
    code: 6,
    words: /The store is in use by another program/,
  },
  {
    name: 'home that is a file',
    make(home) {
      rmSync(home, { recursive: true });
      writeFileSync(home, '');
    },
    code: 6,
    words: /The folder .* cannot be used: part of its path is a file\./,
  },
  {
    name: 'home with spaces, accents and other scripts in a long path',
    make(home) {
      const folder = join(home, '..', 'Größe 距離 🧭 with spaces', 'x'.repeat(200), 'y'.repeat(60));
      mkdirSync(folder, { recursive: true });
      renameSync(home, join(folder, 'home'));
      return join(folder, 'home');
    },
    code: 0,
    words: /r1 +renamed|r1\b/,
  },
  {
    name: 'name that is too long for the disk',
    make: (home) => join(home, 'z'.repeat(300)),
    code: 6,
    words: /cannot be used: its path is too long\./,
  },
];

async function tryState(state: State, template: string, context: FaultContext): Promise<boolean> {
  const home = join(context.folder, 'home');
  rmSync(home, { recursive: true, force: true });
  cpSync(template, home, { recursive: true });
  const made = await state.make(home);
  const place = typeof made === 'string' ? made : home;
  const store = join(place, 'store.db');
  const before = state.untouched ? readFileSync(store) : null;
  const ending = await runCli(place, ['datasets', 'remove', 'again']);
  if (state.code === 0) Object.assign(ending, await runCli(place, ['runs', 'list']));
  if (typeof made === 'function') made();
  const said = ending.stdout + ending.stderr;
  const isRight = ending.code === state.code && state.words.test(said) && isPlain(ending);
  context.check(state.name, isRight, `${ending.code}: ${said}`);
  if (before) context.check(`${state.name}: not one byte is written`, readFileSync(store).equals(before));
  return isRight;
}

/** No stack and no name of a class of errors. */
function isPlain({ stderr }: CliEnding): boolean {
  return !/\n\s+at |SqliteError|TypeError/.test(stderr);
}

function storeOf(home: string): string {
  return join(home, 'store.db');
}

function withStore(home: string, work: (db: Database.Database) => unknown): void {
  const db = new Database(storeOf(home));
  work(db);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** A process of its own: SQLite's locks do not hold against the process that has them. */
async function holdExclusively(file: string): Promise<() => void> {
  const script = `const D = require('better-sqlite3'); const db = new D(process.argv[1]);
    db.pragma('locking_mode = EXCLUSIVE'); db.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((held) => holder.stdout.once('data', held));
  return () => void holder.kill('SIGKILL');
}

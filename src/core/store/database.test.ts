import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders, workspaceAt, type Workspace } from '../workspace';
import { openForReading, openForWriting } from './database';
import { migrate } from './migrate';
import { defineMigration } from './migrations/migration';
import { migrations, schemaVersion } from './migrations';
import { applicationId } from './peek';

let workspace: Workspace;
const now = new Date('2026-01-01T00:00:00Z');

beforeEach(async () => {
  workspace = workspaceAt(mkdtempSync(join(tmpdir(), 'store-')));
  await makeFolders(workspace);
});
afterEach(() => rmSync(workspace.home, { recursive: true, force: true }));

const ofFolder = () =>
  readdirSync(workspace.home).map((name) => {
    const path = join(workspace.home, name);
    return [
      name,
      statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder',
    ];
  });

describe('a new store', () => {
  it('has the settings that keep what was acknowledged', async () => {
    const db = await openForWriting(workspace, now);
    const setting = (name: string) => db.pragma(name, { simple: true });
    expect(setting('journal_mode')).toBe('wal');
    expect(setting('synchronous')).toBe(2);
    expect(setting('foreign_keys')).toBe(1);
    expect(setting('trusted_schema')).toBe(0);
    expect(setting('cell_size_check')).toBe(1);
    expect(setting('mmap_size')).toBe(0);
    expect(setting('temp_store')).toBe(2);
    expect(setting('wal_autocheckpoint')).toBe(1000);
    expect(setting('journal_size_limit')).toBe(67108864);
    expect(setting('busy_timeout')).toBe(100);
    expect(setting('application_id')).toBe(applicationId);
    expect(setting('user_version')).toBe(schemaVersion);
    expect(statSync(workspace.storeFile).mode & 0o777).toBe(0o600);
    db.close();
  });

  it('keeps its tables strict', async () => {
    const db = await openForWriting(workspace, now);
    const tables = db.pragma('table_list') as { name: string; strict: number; type: string }[];
    const own = tables.filter(({ name }) => !name.startsWith('sqlite_'));
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter(({ strict }) => strict !== 1)).toEqual([]);
    db.close();
  });

  it('opens again, for writing and for reading', async () => {
    (await openForWriting(workspace, now)).close();
    const writer = await openForWriting(workspace, now);
    const reader = openForReading(workspace);
    expect(() => reader.exec('DELETE FROM runs')).toThrow(/readonly/);
    reader.close();
    writer.close();
  });
});

describe('a store that is not what it should be', () => {
  const refused = async (words: RegExp) => {
    const before = ofFolder();
    await expect(openForWriting(workspace, now)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(words) as string,
    });
    expect(() => openForReading(workspace)).toThrow(words);
    expect(ofFolder()).toEqual(before);
  };

  it('is refused untouched when a newer version made it', async () => {
    const db = await openForWriting(workspace, now);
    db.pragma(`user_version = ${schemaVersion + 2}`);
    db.close();
    await refused(
      new RegExp(
        `made by a newer version \\(schema ${schemaVersion + 2}\\); this one knows schema ${schemaVersion}`,
      ),
    );
  });

  it('is refused untouched when a newer version made it and did not close it', async () => {
    const db = await openForWriting(workspace, now);
    db.pragma(`user_version = ${schemaVersion + 2}`);
    const main = createHash('sha256').update(readFileSync(workspace.storeFile)).digest('hex');
    const log = createHash('sha256')
      .update(readFileSync(`${workspace.storeFile}-wal`))
      .digest('hex');
    await expect(openForWriting(workspace, now)).rejects.toThrow(/newer version/);
    expect(createHash('sha256').update(readFileSync(workspace.storeFile)).digest('hex')).toBe(main);
    expect(
      createHash('sha256')
        .update(readFileSync(`${workspace.storeFile}-wal`))
        .digest('hex'),
    ).toBe(log);
    db.close();
  });

  it('is missed when its file vanished or was emptied', async () => {
    (await openForWriting(workspace, now)).close();
    truncateSync(workspace.storeFile);
    await refused(/Store file missing/);
    rmSync(workspace.storeFile);
    await refused(/Store file missing/);
  });

  it('is refused when it is no database, or one of another program', async () => {
    writeFileSync(workspace.storeFile, 'not a database, but long enough to have a header '.repeat(9));
    await refused(/not a database/);
    rmSync(workspace.storeFile);
    const other = new Database(workspace.storeFile);
    other.exec('CREATE TABLE songs (title TEXT)');
    other.close();
    await refused(/not a store of Metric Workbench/);
  });

  it('is refused untouched when somebody put a trigger into it', async () => {
    const db = await openForWriting(workspace, now);
    db.exec('CREATE TRIGGER spy AFTER INSERT ON runs BEGIN DELETE FROM studies; END');
    db.close();
    const before = readFileSync(workspace.storeFile);
    await expect(openForWriting(workspace, now)).rejects.toThrow(/holds a trigger \("spy"\)/);
    expect(() => openForReading(workspace)).toThrow(/holds a trigger/);
    expect(readFileSync(workspace.storeFile).equals(before)).toBe(true);
  });

  it('is made after all when its maker was stopped before the first table', async () => {
    const half = new Database(workspace.storeFile);
    half.pragma('journal_mode = WAL');
    half.close();
    const db = await openForWriting(workspace, now);
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion);
    db.close();
  });

  it('gives plain words for a folder that is not there', () => {
    const nowhere = workspaceAt(join(workspace.home, 'no', 'where'));
    expect(() => openForReading(nowhere)).toThrow(/no store at/);
  });
});

describe('migrations', () => {
  const more = defineMigration({
    id: '9998-notes',
    sql: 'CREATE TABLE notes (text TEXT NOT NULL) STRICT; INSERT INTO notes VALUES (1);',
  });
  const broken = defineMigration({
    id: '9999-broken',
    sql: 'CREATE TABLE notes (text TEXT) STRICT; INSERT INTO nowhere VALUES (1);',
  });

  it('are numbered without a gap, in the order of their names', () => {
    expect(migrations.map(({ id }) => Number(id.slice(0, 4)))).toEqual(
      migrations.map((_, place) => place + 1),
    );
  });

  it('keep a backup of a store that already holds something', async () => {
    const db = await openForWriting(workspace, now);
    db.exec(`INSERT INTO studies (kind, dataset, created_at) VALUES ('tutorial', '{}', 'now')`);
    await migrate(db, [...migrations, more]);
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion + 1);
    expect(db.prepare('SELECT text FROM notes').get()).toEqual({ text: '1' });
    db.close();
    expect(readdirSync(dirname(workspace.storeFile)).filter((name) => name.includes('.part'))).toEqual([]);
    const backup = new Database(`${workspace.storeFile}.before-schema-${schemaVersion + 1}`, {
      readonly: true,
    });
    expect(backup.pragma('user_version', { simple: true })).toBe(schemaVersion);
    expect(backup.prepare('SELECT count(*) AS studies FROM studies').get()).toEqual({ studies: 1 });
    backup.close();
  });

  it('bring every earlier schema up to date, with what it holds', async () => {
    for (const known of migrations.slice(1).map((_, at) => at + 1)) {
      const old = new Database(workspace.storeFile);
      await migrate(old, migrations.slice(0, known));
      old.exec(`INSERT INTO studies (kind, dataset, created_at) VALUES ('tutorial', '{}', 'then')`);
      old.close();
      const db = await openForWriting(workspace, now);
      expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion);
      expect(db.prepare('SELECT created_at FROM studies').pluck().all()).toEqual(['then']);
      expect(db.prepare('SELECT count(*) FROM sweeps').pluck().get()).toBe(0);
      db.close();
      rmSync(workspace.storeFile);
    }
  });

  it('leave everything as it was when one fails', async () => {
    const db = await openForWriting(workspace, now);
    const schema = () => db.prepare('SELECT sql FROM sqlite_schema').all();
    const before = schema();
    await expect(migrate(db, [...migrations, broken])).rejects.toThrow(/nowhere/);
    expect(schema()).toEqual(before);
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion);
    db.close();
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inPlainWords } from './sqlite-errors';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'errors-'));
  file = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const words = (work: () => unknown): string => {
  try {
    inPlainWords(file, work);
  } catch (error) {
    expect(error).toMatchObject({ code: 'storage' });
    return error instanceof Error ? error.message : '';
  }
  throw new Error('nothing was thrown');
};

it('says in plain words what the disk or another program did', () => {
  const db = new Database(file);
  db.exec('CREATE TABLE t (a TEXT)');
  db.pragma('max_page_count = 3');
  const insert = db.prepare('INSERT INTO t VALUES (?)');
  expect(words(() => insert.run('x'.repeat(20_000)))).toBe(`The disk is full (${file}, SQLITE_FULL).`);

  const reader = new Database(file, { readonly: true });
  expect(words(() => reader.exec('DELETE FROM t'))).toContain('The store cannot be written');
  reader.close();

  db.exec('BEGIN EXCLUSIVE');
  const other = new Database(file, { timeout: 0 });
  expect(words(() => other.exec('DELETE FROM t'))).toContain('The store is in use by another program');
  other.close();
  db.close();

  writeFileSync(file, 'x'.repeat(5000));
  expect(words(() => new Database(file).pragma('user_version'))).toContain('The store is not a database');
  expect(words(() => new Database(folder))).toContain('The store cannot be opened');
  expect(words(() => new Database(join(folder, 'no', 'where.db')))).toContain('does not exist');
});

it('leaves other errors as they are', () => {
  const other = new RangeError('other');
  expect(() =>
    inPlainWords(file, () => {
      throw other;
    }),
  ).toThrow(other);
});

import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from './log';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps a line for each fault, also after it was opened again, and none after it was closed', () => {
  for (const run of ['r1', 'r2']) {
    const log = openLog(folder);
    log.error({ run, err: new Error('no room') }, 'run failed');
    log.close();
    log.error('too late');
  }
  const lines = readFileSync(join(folder, 'workbench.log'), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { run: 'r1', msg: 'run failed', err: { message: 'no room' } },
    { run: 'r2', msg: 'run failed' },
  ]);
});

it.skipIf(!existsSync('/dev/full'))(
  'leaves out what a full disk has no room for, and nothing ends of it',
  () => {
    symlinkSync('/dev/full', join(folder, 'workbench.log'));
    const log = openLog(folder);
    for (let line = 0; line < 100; line++) expect(() => log.error('the disk is full')).not.toThrow();
    log.close();
  },
);

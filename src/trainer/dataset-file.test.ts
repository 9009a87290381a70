import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { readDataset } from './dataset-file';
import { writeDataset } from './dataset-fixture';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mw-dataset-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const splits = { train: 7, validation: 3, test: 2 };

function errorOf(): WorkbenchError {
  try {
    readDataset(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(WorkbenchError);
    return error as WorkbenchError;
  }
  throw new Error('nothing was thrown');
}

describe('readDataset', () => {
  it('gives back what was written', () => {
    const { pixels, labels } = writeDataset(folder, splits, [3, 2, 3]);
    const dataset = readDataset(folder);
    expect(dataset.size).toBe(18);
    expect(dataset.manifest.splits).toEqual(splits);
    expect(Array.from(dataset.pixels)).toEqual(Array.from(pixels));
    expect(Array.from(dataset.labels)).toEqual(Array.from(labels));
  });

  it.each(['images.u8', 'labels.i32'])('refuses %s cut short or grown, naming it and its sizes', (name) => {
    writeDataset(folder, splits);
    const file = join(folder, name);
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 1);
    const { code, message, hint } = errorOf();
    expect(code).toBe('storage');
    expect(message).toContain(file);
    expect(message).toContain(`${whole.length - 1} bytes instead of ${whole.length}`);
    expect(hint).toContain('import it again');
    appendFileSync(file, 'ab');
    expect(errorOf().code).toBe('storage');
  });

  it.each(['images.u8', 'labels.i32', 'manifest.json'])('says so when %s is missing', (name) => {
    writeDataset(folder, splits);
    rmSync(join(folder, name));
    const { code, message } = errorOf();
    expect(code).toBe('storage');
    expect(message).toContain(name);
  });

  it('names every file that is not as it was, and how many there are', () => {
    writeDataset(folder, splits);
    rmSync(join(folder, 'images.u8'));
    rmSync(join(folder, 'labels.i32'));
    mkdirSync(join(folder, 'labels.i32'));
    const { message, hint } = errorOf();
    expect(message).toMatch(
      /^2 of the 3 files .*images\.u8 is missing; .*labels\.i32 is not a file any more\.$/,
    );
    expect(hint).toContain('resume');
  });

  it('refuses other content of the same length and time, also after it was checked before', () => {
    writeDataset(folder, splits);
    readDataset(folder);
    const file = join(folder, 'images.u8');
    const { atime, mtime } = statSync(file);
    const bytes = readFileSync(file);
    bytes[0]! ^= 1;
    writeFileSync(file, bytes);
    utimesSync(file, atime, mtime);
    expect(errorOf().message).toContain('not what was imported');
  });

  it.each([
    ['a link to itself', () => symlinkSync('images.u8', join(folder, 'images.u8'))],
    ['a pipe', () => execFileSync('mkfifo', [join(folder, 'images.u8')])],
  ])('refuses %s without waiting for it', (_, make) => {
    writeDataset(folder, splits);
    rmSync(join(folder, 'images.u8'));
    make();
    expect(errorOf().code).toBe('storage');
  });

  it.each([
    ['is cut short', '{"format":"metric-workbench-dat'],
    ['is of another format', '{"format":"other"}'],
    ['is empty', ''],
  ])('says so when the manifest %s', (_, text) => {
    writeDataset(folder, splits);
    writeFileSync(join(folder, 'manifest.json'), text);
    const { code, message } = errorOf();
    expect(code).toBe('storage');
    expect(message).toContain('manifest.json');
  });
});

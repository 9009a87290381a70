import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetFormats } from '@core/dataset-formats/index';
import type { ImporterJob } from '@core/import/importer-protocol';
import { performJob } from '@core/import/perform-job';
import { importOptionsSchema } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { openVenv } from '../../bench/venv';
import { reportChecks, type Check } from '../report-checks';
import { caseSchema, compare, type Case } from './compare';

/** Lets Python write good files of every format, and holds what the importer reads to what NumPy and Pillow read; gives the exit code. */
export async function main(): Promise<number> {
  const python = openVenv('imports-venv', 'scripts/verify-imports/requirements.txt');
  if ('missing' in python) {
    console.log(`skipped: no NumPy and Pillow here (${python.missing})\n0 passed, 0 failed, 1 skipped`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'verify-imports-'));
  try {
    const checks: Check[] = [];
    const cases = writeCases(python.python, folder);
    for (const one of cases) checks.push({ name: one.name, ...(await verify(one, join(folder, one.name))) });
    return reportChecks([...checks, everyFormat(cases)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeCases(python: string, folder: string): Case[] {
  const args = ['-W', 'ignore::DeprecationWarning', 'scripts/verify-imports/write_cases.py', folder];
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The cases could not be written:\n${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => caseSchema.parse(JSON.parse(line)));
}

/** Everything into the training split, unless the files say otherwise. */
async function verify(one: Case, folder: string): Promise<Omit<Check, 'name'>> {
  const workFolder = join(folder, 'imported');
  mkdirSync(workFolder);
  const { point, format, refused, name } = one;
  const options = importOptionsSchema.parse({ name: 'x', format, validation: 0 });
  const path = join(folder, 'files', point);
  const job: ImporterJob = {
    type: 'import',
    path,
    name: point || name,
    options,
    skip: [],
    careful: false,
    workFolder,
  };
  try {
    await performJob(job, () => {});
  } catch (error) {
    const words = error instanceof WorkbenchError ? error.message : String(error);
    return { passed: refused !== null && words.includes(refused), detail: `refused: ${words}` };
  }
  if (refused !== null) return { passed: false, detail: 'imported, but it should have been refused' };
  return compare(one, join(folder, 'expected.u8'), workFolder);
}

function everyFormat(cases: readonly Case[]): Check {
  const missing = datasetFormats
    .map(({ id }) => id)
    .filter((id) => !cases.some(({ format }) => format === id));
  const detail =
    missing.length === 0 ? `${datasetFormats.length} of them` : `no case of ${missing.join(', ')}`;
  return { name: 'every format has a case', passed: missing.length === 0, detail };
}

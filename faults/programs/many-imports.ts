import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { importerJobSchema } from '@core/import/importer-protocol';
import { performJob } from '@core/import/perform-job';
import { toErrorBody, WorkbenchError } from '@shared/errors';

// The importer's own work, many jobs in one process: lines of JSON both ways, `{ job }` in, `{ code, message, peakMiB }` out.
for await (const line of createInterface({ input: process.stdin })) {
  const job = importerJobSchema.parse(JSON.parse(line));
  const work = 'workFolder' in job ? job.workFolder : '';
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  let answer: object;
  try {
    await performJob(job, () => {});
    answer = { code: 'done', message: whatIsWrong(work) };
  } catch (error) {
    const { code, message } = toErrorBody(error);
    answer = { code: error instanceof WorkbenchError ? code : 'untyped', message };
  }
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ...answer, peakMiB })}\n`);
}

/** What is wrong with a staged dataset, told without the program's own code; empty when nothing is. */
function whatIsWrong(folder: string): string {
  const names = readdirSync(folder).sort().join();
  if (names !== 'images.u8,labels.i32,manifest.json') return `the files are ${names}`;
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    shape: number[];
    classNames: string[];
    splits: Record<string, number>;
  };
  const examples = Object.values(manifest.splits).reduce((a, b) => a + b, 0);
  const pixels = manifest.shape.reduce((a, b) => a * b, examples);
  const images = readFileSync(join(folder, 'images.u8'));
  const bytes = readFileSync(join(folder, 'labels.i32'));
  const labels = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readInt32LE(at * 4));
  if (images.length !== pixels || labels.length !== examples) return 'the sizes do not fit';
  return labels.every((label) => manifest.classNames[label] !== undefined) ? '' : 'a label has no class';
}

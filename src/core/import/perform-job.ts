import { assertNever } from '@shared/errors';
import { writeSample } from '../sample/write-sample';
import { maxImageBytes } from './decode-image';
import type { DecodeOptions } from './decode-rows';
import { noteImage } from './decoding-note';
import { fitImage } from './fit-image';
import type { ImporterJob, ImporterResult } from './importer-protocol';
import { prepareImport, type ImportInput } from './prepare';
import { createPreview } from './preview';
import type { Look } from './probe-files';
import type { Progress } from './progress';
import { readRegularFile } from './read-file';
import { unpackBundle } from './unpack-bundle';
import { writeDataset } from './write-dataset';

/** Does one importer job: runs in the process that parses strangers' files and may die of it. */
export async function performJob(job: ImporterJob, progress: Progress): Promise<ImporterResult> {
  switch (job.type) {
    case 'preview': {
      const { look, preview } = createPreview(decodeOptions(job), progress);
      return { type: 'preview', preview: await withPrepared(job, look, progress, preview) };
    }
    case 'import': {
      const look = { decoding: decodeOptions(job), most: () => Infinity };
      return withPrepared(job, look, progress, async (prepared) => {
        const { found, leftOut } = prepared;
        const warnings = await writeDataset(prepared, job.workFolder, look.decoding, progress);
        return { type: 'dataset', format: found.format, warnings, ...(leftOut && { leftOut }) };
      });
    }
    case 'sample':
      await writeSample(job.workFolder, progress);
      return { type: 'dataset', format: 'sample', warnings: [] };
    case 'bundle':
      await unpackBundle(job.path, job.name, job.workFolder, progress);
      return { type: 'bundle' };
    case 'decode': {
      const bytes = await readRegularFile(job.path, job.name, maxImageBytes);
      return { type: 'pixels', ...(await fitImage(bytes, job.name, job.shape)) };
    }
    default:
      return assertNever(job);
  }
}

async function withPrepared<T>(
  input: ImportInput,
  look: Look,
  progress: Progress,
  work: (prepared: Awaited<ReturnType<typeof prepareImport>>) => Promise<T>,
): Promise<T> {
  const prepared = await prepareImport(input, look, progress);
  try {
    return await work(prepared);
  } finally {
    await prepared.found.source.close();
  }
}

function decodeOptions(job: { careful: boolean; workFolder: string }): DecodeOptions {
  if (!job.careful) return { concurrency: 2, about: () => {} };
  return { concurrency: 1, about: (path) => noteImage(job.workFolder, path) };
}

import { assertNever } from '@shared/errors';
import { writeSample } from '../sample/write-sample';
import { maxImageBytes } from './decode-image';
import type { DecodeOptions } from './decode-rows';
import { noteImage } from './decoding-note';
import { fitImage } from './fit-image';
import type { ImporterJob, ImporterResult } from './importer-protocol';
import { prepareImport, type ImportInput } from './prepare';
import { previewImport } from './preview';
import type { Progress } from './progress';
import { readRegularFile } from './read-file';
import { unpackBundle } from './unpack-bundle';
import { writeDataset } from './write-dataset';

/** Does one importer job: runs in the process that parses strangers' files and may die of it. */
export async function performJob(job: ImporterJob, progress: Progress): Promise<ImporterResult> {
  switch (job.type) {
    case 'preview':
      return {
        type: 'preview',
        preview: await withPrepared(job, progress, (p) => previewImport(p, decodeOptions(job), progress)),
      };
    case 'import':
      return withPrepared(job, progress, async (prepared) => {
        const warnings = await writeDataset(prepared, job.workFolder, decodeOptions(job), progress);
        return { type: 'dataset', format: prepared.found.format, warnings };
      });
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
  progress: Progress,
  work: (prepared: Awaited<ReturnType<typeof prepareImport>>) => Promise<T>,
): Promise<T> {
  const prepared = await prepareImport(input, progress);
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

import { zipSync } from 'fflate';
import type { ExportFormat } from './export-format';
import { npyBytes, npyStrings } from './npy';

/** Everything in one file for NumPy; the same run always gives the same bytes. */
export const npz = {
  id: 'npz',
  help: 'weights, embedding of every example, labels, sizes of the splits and class names, for NumPy',
  extension: 'npz',
  mediaType: 'application/zip',
  async *write({ run, arrays }) {
    const files: Record<string, Uint8Array> = {};
    for (const array of await arrays()) files[`${array.name}.npy`] = npyBytes(array);
    files['class_names.npy'] = npyStrings(run.dataset.classNames);
    files['config.npy'] = npyStrings([JSON.stringify(run.config)]);
    yield zipSync(files, { level: 0, mtime: '1980-01-01T12:00:00' });
  },
} as const satisfies ExportFormat;

import type { ImportSource } from '@shared/api';
import { WorkbenchError } from '@shared/errors';
import type { Uploads } from './dataset/uploads';

/** Where files of other people may come from: uploads, and paths of this machine that a door allows. */
export type Places = { uploads: Uploads; allowPath: (path: string) => boolean };

/** The file that a caller named, and its name for people where it has one; throws `not-found` or `bad-input`. */
export function placeOf(
  source: ImportSource,
  { uploads, allowPath }: Places,
): { path: string; name?: string } {
  if ('upload' in source) return uploads.resolve(source.upload);
  if (allowPath(source.path)) return { path: source.path };
  throw new WorkbenchError(
    'bad-input',
    'Files of this machine cannot be named here.',
    'Upload the file, or use the command line.',
  );
}

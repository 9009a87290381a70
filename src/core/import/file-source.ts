import { realpathSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { badInput } from './bad-input';
import { readRegularFile } from './read-file';
import { maxFileBytes, type Source } from './source';

/** One file as a {@link Source} with one entry, called `name` (an upload keeps its name apart from its place). */
export function openFileSource(path: string, name = basename(path)): Source {
  const place = realpathSync(path);
  return {
    kind: 'file',
    name,
    entries: [{ path: name, size: statSync(place).size }],
    main: name,
    warnings: [],
    diskPath: (entry) => (entry === name ? place : null),
    read: async (entry, maxBytes = maxFileBytes) => {
      if (entry !== name)
        throw badInput(
          `${entry} is not there: only ${name} was given.`,
          'Give the folder with all files, or a zip of it.',
        );
      return readRegularFile(place, name, Math.min(maxBytes, maxFileBytes));
    },
    close: async () => {},
  };
}

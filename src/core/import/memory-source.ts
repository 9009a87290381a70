import { badInput } from './bad-input';
import { byPath, type Source } from './source';

/** Files held in memory as a {@link Source}. */
export function openMemorySource(name: string, files: ReadonlyMap<string, Uint8Array>): Source {
  return {
    kind: 'folder',
    name,
    entries: [...files].map(([path, bytes]) => ({ path, size: bytes.length })).sort(byPath),
    main: null,
    warnings: [],
    diskPath: () => null,
    read: async (path) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw badInput(`${path} is not in ${name}.`, 'Check the name of the file.');
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    close: async () => {},
  };
}

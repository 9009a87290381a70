import { badInput } from '../import/bad-input';
import { headOf } from '../import/open-source';
import { baseName, type Source } from '../import/source';
import { openZipSource } from '../import/zip-source';
import { defineDatasetFormat } from './dataset-format';

/** A zip file with any of the other formats inside. */
export const zip = defineDatasetFormat({
  id: 'zip',
  label: 'Zip archive',
  help: 'A zip of class folders, of IDX, CIFAR or npy files, or of images with a CSV manifest or split lists. No archives inside.',
  detect: async (source) => source.kind === 'file' && (await hasZipHead(source)),
  open: async (source, { openInner }) => {
    const path = source.kind === 'file' ? source.diskPath(source.entries[0]?.path ?? '') : null;
    if (path === null) throw badInput(`${source.name} is not a zip file.`, 'Choose one zip file.');
    const archive = await openZipSource(path, source.name);
    try {
      const found = await openInner(archive);
      return { ...found, format: `zip/${found.format}` };
    } catch (error) {
      await archive.close();
      throw error;
    }
  },
});

/** An npz is a zip, too: its name tells them apart. */
async function hasZipHead(source: Source): Promise<boolean> {
  const path = source.diskPath(source.entries[0]?.path ?? '');
  if (path === null || baseName(source.name).endsWith('.npz')) return false;
  const head = await headOf(path, 4);
  return (
    head.length === 4 &&
    head[0] === 0x50 &&
    head[1] === 0x4b &&
    [0x0304, 0x0506].includes(head.readUInt16BE(2))
  );
}

import { plural } from '@shared/plural';
import { datasetFormats } from '../dataset-formats';
import type { DatasetFormat, FoundDataset } from '../dataset-formats/dataset-format';
import { badInput, someOf } from './bad-input';
import type { Source } from './source';

/**
 * Opens a source in the named format, or for `auto` in the first one that recognises it. Throws `bad-input` when
 * none does, when there is only one class, or with what the format finds wrong. The caller closes `found.source`.
 */
export async function openDataset(
  source: Source,
  format: string,
  groupBy: string | undefined,
): Promise<FoundDataset> {
  const openInner = (inner: Source) => openWith(inner, 'auto');
  const openWith = async (from: Source, id: string): Promise<FoundDataset> => {
    const chosen = await chooseFormat(from, id);
    return chosen.open(from, { groupBy, openInner });
  };
  const found = await openWith(source, format);
  try {
    checkClasses(source, found);
  } catch (error) {
    await found.source.close();
    throw error;
  }
  return { ...found, warnings: [...source.warnings, ...found.warnings] };
}

async function chooseFormat(source: Source, id: string): Promise<DatasetFormat> {
  if (source.entries.length === 0)
    throw badInput(
      `${source.name} is empty: there are no files in it.`,
      'Choose a folder with one folder of images per class.',
    );
  if (id !== 'auto') {
    const named = datasetFormats.find((format) => format.id === id);
    if (named !== undefined) return named;
    throw badInput(
      `There is no format ${id}.`,
      `Use auto or one of: ${datasetFormats.map((f) => f.id).join(', ')}.`,
    );
  }
  for (const format of datasetFormats) if (await format.detect(source)) return format;
  throw badInput(
    `${source.name} is in no known format (it holds ${someOf(source.entries.map((e) => e.path))}).`,
    `Formats: ${datasetFormats.map((f) => f.label).join(', ')}. Choose one of them as the format if you are sure.`,
  );
}

function checkClasses(source: Source, found: FoundDataset): void {
  if (found.labels.length === 0) throw badInput(`${source.name} holds no examples.`, 'Check the files.');
  if (found.classNames.length < 2)
    throw badInput(
      `${source.name} has only one class (${found.classNames[0] ?? '?'}), with ${plural(found.labels.length, 'example')}.`,
      'A distance is learnt between classes: give at least two, for images one folder each.',
    );
}

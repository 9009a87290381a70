import { badInput } from './bad-input';
import type { Source } from './source';

const maxTextBytes = 64 * 2 ** 20;
const maxLine = 4096;

/** Lines of a text file without blanks around them and without empty ones; throws `bad-input` for one that is no text. */
export async function readLines(source: Source, path: string): Promise<string[]> {
  const text = (await source.read(path, maxTextBytes)).toString('utf8').replace(/^\uFEFF/, '');
  if (text.includes('\0')) throw badInput(`${path} is not a text file.`, 'Write it as plain text (UTF-8).');
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  if (lines.some((line) => line.length > maxLine))
    throw badInput(`${path} has a line longer than ${maxLine} characters.`, 'Check the file.');
  return lines.filter((line) => line !== '');
}

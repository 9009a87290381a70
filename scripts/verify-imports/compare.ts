import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasetManifestSchema } from '@shared/dataset';
import { splitNames } from '@shared/split';
import { z } from 'zod';

/** What Python tells of a case; it is `refused` with such a word, or else has these examples, each of a class of its own. */
export const caseSchema = z.object({
  name: z.string(),
  format: z.string(),
  point: z.string(),
  /** Largest difference of a byte. */
  tolerance: z.number(),
  refused: z.string().nullable(),
  shape: z.array(z.number()).default([]),
  classes: z.array(z.string()).default([]),
  splits: z.array(z.string()).nullish(),
});
export type Case = z.infer<typeof caseSchema>;

/** Says how the dataset in `imported` differs from what Python read from the same files, or by how much at most. */
export function compare(
  { classes, shape, splits, tolerance }: Case,
  expectedFile: string,
  imported: string,
): { passed: boolean; detail: string } {
  const no = (detail: string) => ({ passed: false, detail });
  const manifest = datasetManifestSchema.parse(
    JSON.parse(readFileSync(join(imported, 'manifest.json'), 'utf8')),
  );
  const expected = readFileSync(expectedFile);
  const images = readFileSync(join(imported, 'images.u8'));
  const labels = readFileSync(join(imported, 'labels.i32'));
  if (manifest.shape.join() !== shape.join())
    return no(`images are ${manifest.shape.join(' × ')}, not ${shape.join(' × ')}`);
  if (images.length !== expected.length || labels.length !== 4 * classes.length)
    return no(`${labels.length / 4} examples instead of ${classes.length}`);
  const splitOf = splitNames.flatMap((split) => Array<string>(manifest.splits[split]).fill(split));
  const size = expected.length / classes.length;
  const seen = new Set<number>();
  let worst = 0;
  for (let row = 0; row < classes.length; row++) {
    const name = manifest.classNames[labels.readInt32LE(4 * row)] ?? '';
    const at = classes.indexOf(name);
    if (at < 0 || seen.has(at)) return no(`an example of class ${JSON.stringify(name)} that is not expected`);
    seen.add(at);
    if (splits && splits[at] !== splitOf[row])
      return no(`class ${name} is in ${splitOf[row]}, not ${splits[at]}`);
    for (let byte = 0; byte < size; byte++)
      worst = Math.max(worst, Math.abs((images[row * size + byte] ?? 0) - (expected[at * size + byte] ?? 0)));
  }
  const detail = `${classes.length} images of ${shape.join(' × ')}, largest difference ${worst} (at most ${tolerance})`;
  return { passed: worst <= tolerance, detail };
}

import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIntactStamp, writeStamp } from './stamp.js';

/** @type {string} */
let folder;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
  mkdirSync(join(folder, 'deps', 'lib'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version":"4.22.0"}');
  writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), 'addon');
  writeFileSync(join(folder, 'deps', 'lib', 'libtensorflow.so'), Buffer.alloc(17_000_000));
  await writeStamp(folder, { source: 'wheel', tensorflow: '2.21.0' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an untouched engine is known again, with what it is', async () => {
  expect(await readIntactStamp(folder)).toMatchObject({
    source: 'wheel',
    tensorflow: '2.21.0',
    tfjsNode: '4.22.0',
    files: [
      { path: 'lib/napi-v8/tfjs_binding.node' },
      { path: 'deps/lib/libtensorflow.so', bytes: 17_000_000 },
    ],
  });
});

test.each([
  ['a changed addon', () => writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), 'ADDON')],
  ['a cut library', () => truncateSync(join(folder, 'deps', 'lib', 'libtensorflow.so'), 16_999_999)],
  ['a library that is gone', () => rmSync(join(folder, 'deps', 'lib', 'libtensorflow.so'))],
  [
    'another version of the package',
    () => writeFileSync(join(folder, 'package.json'), '{"version":"4.23.0"}'),
  ],
  ['a stamp cut off', () => truncateSync(join(folder, 'metric-workbench-engine.json'), 20)],
  ['no stamp', () => rmSync(join(folder, 'metric-workbench-engine.json'))],
])('%s is not taken for an installed engine', async (_, damage) => {
  damage();
  expect(await readIntactStamp(folder)).toBeNull();
});

import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { isBundle } from './bundle-file';

const zipOf = (...names: string[]) =>
  new Uint8Array(zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array([1, 2, 3])]))));

test.each([
  ['r1.mwb.zip', zipOf('bundle.json', 'events.jsonl', 'files/0'), true],
  ['renamed (1).zip', zipOf('bundle.json', 'events.jsonl'), true],
  ['renamed by mail', zipOf('bundle.json'), true],
  ['R1.MWB.ZIP', new Uint8Array(), true],
  ['photos.zip', zipOf('ant/1.png', 'bee/1.png'), false],
  ['photos.zip', zipOf('bundle.jsonl'), false],
  ['photos.zip', zipOf('bundle/1.png', 'bundle.json'), false],
  ['bundle.json', new TextEncoder().encode('{"format": "metric-workbench-run", "x": 1}        '), false],
  ['short.zip', zipOf('bundle.json').slice(0, 40), false],
  ['empty.zip', new Uint8Array(), false],
])('%s', async (name, bytes, expected) => {
  expect(await isBundle(new File([bytes], name))).toBe(expected);
});

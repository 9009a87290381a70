import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureNode, isSuitable } from './ensure-node.js';

const versions = (node = '24.21.0', napi = '10') => ({ ...process.versions, node, napi, modules: napi });

test('Node 22 and newer with Node-API 10 will do', () => {
  expect(isSuitable(versions('22.14.0', '10'))).toBe(true);
  expect(isSuitable(versions('22.0.0', '9'))).toBe(false);
  expect(isSuitable(versions('20.20.2', '10'))).toBe(false);
});

test('a Node that will do is used as it is', () => {
  expect(ensureNode({ versions: versions(), root: '/nowhere' })).toBe(process.execPath);
});

test('an old Node uses the one in node_modules, and says what to do without it', () => {
  const root = mkdtempSync(join(tmpdir(), 'node-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const old = { versions: versions('20.20.2', '9'), root };
  expect(() => ensureNode(old)).toThrow(/Node 20.20.2 is too old.*npm ci/);
  const bin = join(root, 'node_modules', 'node', 'bin');
  mkdirSync(bin, { recursive: true });
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  writeFileSync(join(bin, name), '');
  expect(ensureNode(old)).toBe(join(bin, name));
});

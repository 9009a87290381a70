import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findElectron } from './electron-binary.js';

test('the binary is there only when the file that path.txt names is on the disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'electron-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'node_modules', 'electron');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  expect(findElectron({ root, env: {} })).toBeNull();
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(findElectron({ root, env: {} })).toBeNull();
  writeFileSync(join(folder, 'dist', 'electron'), '');
  expect(findElectron({ root, env: {} })).toBe(join(folder, 'dist', 'electron'));
});

test('ELECTRON_OVERRIDE_DIST_PATH comes first', () => {
  const root = mkdtempSync(join(tmpdir(), 'electron-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const env = { ELECTRON_OVERRIDE_DIST_PATH: root };
  expect(findElectron({ root, env })).toBeNull();
  writeFileSync(join(root, 'electron'), '');
  expect(findElectron({ root, env })).toBe(join(root, 'electron'));
});

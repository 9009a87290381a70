import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCheckpoint, saveCheckpoint, type Checkpoint } from './checkpoint';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mw-checkpoint-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const checkpoint: Checkpoint = {
  position: { epoch: 3, step: 2, lossSum: 0.1 + 0.2, active: 12, satisfied: 0, possible: 40 },
  steps: 14,
  trainMs: 123.456,
  arrays: {
    'first.coordinates': Float32Array.of(1 / 3, -0, 1e-45, 3.4e38),
    'head.P2.slot0': Float32Array.of(7),
    empty: new Float32Array(0),
  },
};

describe('a checkpoint', () => {
  it('comes back bit for bit', () => {
    const saved = saveCheckpoint(folder, checkpoint);
    const loaded = loadCheckpoint(join(folder, saved.folder));
    expect(loaded).toEqual(checkpoint);
    expect(Object.is(loaded.arrays['first.coordinates']![1], -0)).toBe(true);
  });

  it('is told by the SHA-256 of its manifest', () => {
    const saved = saveCheckpoint(folder, checkpoint);
    const manifest = readFileSync(join(folder, saved.folder, 'manifest.json'));
    expect(saved.sha256).toBe(createHash('sha256').update(manifest).digest('hex'));
    expect(saved.folder).toBe('checkpoint-3-2');
  });

  it('takes views of larger arrays for what they show', () => {
    const view = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const saved = saveCheckpoint(folder, { ...checkpoint, arrays: { view } });
    expect(loadCheckpoint(join(folder, saved.folder)).arrays).toEqual({ view: Float32Array.of(2, 3) });
  });

  it('replaces the one of the same place, and keeps others', () => {
    saveCheckpoint(folder, checkpoint);
    const other = { ...checkpoint, position: { ...checkpoint.position, step: 5 } };
    saveCheckpoint(folder, other);
    const again = saveCheckpoint(folder, { ...checkpoint, arrays: { only: Float32Array.of(5) } });
    expect(Object.keys(loadCheckpoint(join(folder, again.folder)).arrays)).toEqual(['only']);
    expect(readdirSync(folder).sort()).toEqual(['checkpoint-3-2', 'checkpoint-3-5']);
  });

  it('leaves nothing staged, and is not disturbed by what a crash has left staged', () => {
    mkdirSync(join(folder, 'staging-checkpoint-3-2'));
    writeFileSync(join(folder, 'staging-checkpoint-3-2', 'half.f32'), 'xx');
    const saved = saveCheckpoint(folder, checkpoint);
    expect(readdirSync(folder)).toEqual(['checkpoint-3-2']);
    expect(readdirSync(join(folder, saved.folder))).not.toContain('half.f32');
    expect(loadCheckpoint(join(folder, saved.folder))).toEqual(checkpoint);
  });

  it('that cannot be written whole is not there under its name', () => {
    const unwritable = {
      ...checkpoint,
      arrays: { a: Float32Array.of(1), 'no/such/folder': Float32Array.of(2) },
    };
    expect(() => saveCheckpoint(folder, unwritable)).toThrow();
    expect(readdirSync(folder).filter((name) => name.startsWith('checkpoint-'))).toEqual([]);
  });
});

describe('a damaged checkpoint is refused:', () => {
  const path = (name: string) => join(folder, 'checkpoint-3-2', name);
  const changed = (name: string, change: (bytes: Buffer) => Buffer) =>
    writeFileSync(path(name), change(readFileSync(path(name))));

  it.each([
    [
      'one bit of an array flipped',
      () => changed('head.P2.slot0.f32', (bytes) => Buffer.from([bytes[0]! ^ 1, ...bytes.subarray(1)])),
    ],
    ['an array cut short', () => changed('first.coordinates.f32', (bytes) => bytes.subarray(0, 8))],
    [
      'an array grown',
      () => changed('first.coordinates.f32', (bytes) => Buffer.concat([bytes, Buffer.alloc(4)])),
    ],
    ['an array missing', () => rmSync(path('first.coordinates.f32'))],
    ['a manifest cut short', () => changed('manifest.json', (bytes) => bytes.subarray(0, 40))],
    [
      'a manifest of another format',
      () =>
        changed('manifest.json', (bytes) =>
          Buffer.from(bytes.toString().replace('checkpoint-1', 'checkpoint-2')),
        ),
    ],
    ['a manifest missing', () => rmSync(path('manifest.json'))],
  ])('%s', (_, damage) => {
    saveCheckpoint(folder, checkpoint);
    damage();
    expect(() => loadCheckpoint(join(folder, 'checkpoint-3-2'))).toThrow();
  });
});

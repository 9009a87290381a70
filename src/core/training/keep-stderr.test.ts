import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepStderr } from './keep-stderr';
import { workspaceAt } from '../workspace';

it.each([
  [
    'whole',
    '{"header": 1, "environmentVariables": {"TOKEN": "secret", "HOME": "/x"}, "limits": 2}',
    'limits',
  ],
  ['cut off', 'crash\n"environmentVariables": {"TOKEN": "secret', 'crash'],
])('keeps what a trainer said last, without its environment: %s', async (_, said, kept) => {
  const home = mkdtempSync(join(tmpdir(), 'mw-stderr-'));
  try {
    const workspace = workspaceAt(home);
    await mkdir(workspace.logsFolder);
    await keepStderr(workspace, 'r1-1', said);
    const text = readFileSync(join(workspace.logsFolder, 'trainer-r1-1.log'), 'utf8');
    expect(text).toContain(kept);
    expect(text).not.toContain('secret');
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

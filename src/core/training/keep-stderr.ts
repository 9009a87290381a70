import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../workspace';

/** Keeps what a trainer said last in `logs/trainer-<name>.log`; saying nothing leaves no file. */
export async function keepStderr(workspace: Workspace, name: string, stderr: string): Promise<void> {
  if (stderr === '') return;
  const file = join(workspace.logsFolder, `trainer-${name}.log`);
  await writeFile(file, withoutEnvironment(stderr), { mode: 0o600 }).catch(() => undefined);
}

/** A diagnostic report of Node lists the environment, which may hold secrets: that section is not kept, nor what is left of one. */
export function withoutEnvironment(text: string): string {
  return text.replace(/"environmentVariables"\s*:\s*\{[^}]*(\}|$)/g, '"environmentVariables": {}');
}

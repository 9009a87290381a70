// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, with no slash at its end. */
export const projectRoot = join(fileURLToPath(import.meta.url), '..', '..');

/** Where the scripts keep what they may lose: stamps, locks, staging folders. */
export const scratchFolder = join(projectRoot, 'node_modules', '.cache', 'metric-workbench');

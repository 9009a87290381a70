import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clientOf, openWorkbench, type Workbench } from '@core/workbench';
import type { RunRequest } from '@shared/run';
import { insideChildren } from '../inside-children';
import { importAs } from '../sessions/session';
import { writeTinySource } from '../tiny-source';
import { ended } from '../training';

const requests: readonly RunRequest[] = [
  { dataset: 'tiny', distance: 'triplet', k: 3, params: { epochs: 3, embeddingSize: 3 }, tags: ['good'] },
  { dataset: 'tiny', distance: 'contrastive', k: 5, params: { epochs: 2 } },
  { dataset: 'tiny', distance: 'l2', k: 4 },
];

/** Trains a few small runs in `home` and gives their bundles: a learned distance of each kind, and plain pixels. */
export async function goodBundles(home: string): Promise<Buffer[]> {
  mkdirSync(home, { recursive: true });
  const workbench = await openWorkbench({
    home,
    version: '0.1.0',
    spawn: insideChildren,
    allowPath: () => true,
    startQueue: true,
    door: 'cli',
    systemInfo: { shells: [] },
  });
  try {
    const client = clientOf(workbench);
    const source = writeTinySource(join(home, '..', 'source'));
    await importAs({ client, source, tell: () => undefined, seed: 0, home }, 'tiny');
    const bundles: Buffer[] = [];
    for (const request of requests) {
      const { id } = await client.runs.start({ ...request, engine: 'cpu' });
      await ended(client, id);
      bundles.push(await exported(workbench, id));
    }
    return bundles;
  } finally {
    await workbench.close();
  }
}

/** A run's bundle. */
export async function exported(workbench: Workbench, id: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await workbench.exportRun(id, 'bundle')).pieces) pieces.push(piece);
  return Buffer.concat(pieces);
}

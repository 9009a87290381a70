import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../faults/http/start-server';
import { processorMs } from '../../faults/processor-time';
import { ensureBuild } from '../../scripts/ensure-build.js';
import type { Disturbance } from '../disturbance';
import { writeManyRuns } from '../many-runs';
import { quantileWords } from '../quantiles';
import { defineRow, type RowResult, type Side } from './row';

const runs = 10_000;

/** From starting the local server to a page that has signed in, with ten thousand runs; the peer is the same with none. */
export const start = defineRow({
  name: 'start',
  toReach: null,
  needsPeers: false,
  async measure({ options, disturbance }) {
    if (!(await ensureBuild())) throw new Error('The program could not be built.');
    const folder = await mkdtemp(join(tmpdir(), 'start-'));
    try {
      const [full, empty] = [join(folder, 'full'), join(folder, 'empty')];
      await writeManyRuns(full, runs, options.quick ? 50_000 : 5_000_000);
      return await measure(full, empty, options.quick ? 2 : 20, disturbance);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

async function measure(
  full: string,
  empty: string,
  rounds: number,
  disturbance: Disturbance,
): Promise<RowResult> {
  const side = (): Side => ({ ms: [], firstAddsMs: null, peakMb: 0 });
  const [ours, peer] = [side(), side()];
  const startOn = async (home: string, into: Side) => disturbance.count(await startOnce(home, into));
  await startOn(empty, side());
  await startOn(full, side());
  for (let round = 0; round < rounds; round++) {
    await startOn(full, ours);
    await startOn(empty, peer);
  }
  return {
    ours,
    peer,
    what: `the local server from nothing to a page that has signed in, with ${runs} runs; peer: with none`,
    notes: [`with runs ${quantileWords(ours.ms)}`, `with none ${quantileWords(peer.ms)}`],
  };
}

/** Adds one start to a side; gives the processor time of the server's process. */
async function startOnce(home: string, into: Side): Promise<number> {
  const began = performance.now();
  const server = await startServer(home);
  into.ms.push(performance.now() - began);
  into.peakMb = Math.max(into.peakMb, server.memoryMiB() * 1.048576);
  const cpuMs = processorMs(server.pid);
  await server.stop();
  return cpuMs;
}

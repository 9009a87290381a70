import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../../scripts/ensure-build.js';
import { startServer } from '../http/start-server';
import { browse, trainForever } from './visitors';
import { sample, slopes, type Sample } from './samples';

const sampleEveryMs = 5_000;
/** Before this share of the time, caches and compiled code still grow. */
const settledAfter = 0.3;
/** MiB a minute that the host may grow by, where the time was long enough to tell. */
const goalMiB = 1;
const tellingMinutes = 20;

/** Trains and browses for so many minutes over HTTP and WebSockets; prints how memory and handles changed. */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '30' } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) return usage(values.minutes);
  if (!(await ensureBuild())) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'metric-workbench-soak-'));
  const server = await startServer(join(folder, 'home'));
  const stop = new AbortController();
  const samples: Sample[] = [];
  try {
    const counts = { runs: 0, visits: 0, events: 0, connections: 0 };
    const visitors = [trainForever(server, stop.signal, counts), browse(server, stop.signal, counts)];
    const began = performance.now();
    while (performance.now() - began < minutes * 60_000) {
      await Promise.race([new Promise((next) => setTimeout(next, sampleEveryMs)), ...visitors]);
      samples.push(sample(server.pid, (performance.now() - began) / 60_000));
      if (samples.length % 12 === 0) console.log(lineOf(samples.at(-1)!, counts));
    }
    stop.abort();
    await Promise.allSettled(visitors);
    const settled = samples.filter((one) => one.minute > settledAfter * minutes);
    const slope = slopes(settled);
    console.log(
      `\n${minutes} minutes: ${counts.runs} runs, ${counts.visits} visits, ${counts.events} events, ${counts.connections} connections`,
    );
    console.log(`host: ${signed(slope.hostMiB)} MiB a minute, ${signed(slope.handles)} handles a minute`);
    console.log(`trainer: ${signed(slope.trainerMiB)} MiB a minute`);
    const isFlat = slope.hostMiB < goalMiB;
    console.log(
      `${minutes < tellingMinutes ? 'too short to tell' : isFlat ? 'passed' : 'failed'} (goal: < ${goalMiB} MiB a minute)`,
    );
    return minutes < tellingMinutes || isFlat ? 0 : 1;
  } finally {
    stop.abort();
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function lineOf({ minute, hostMiB, trainerMiB, handles }: Sample, { runs, visits }: Record<string, number>) {
  return `${minute.toFixed(1)} min  host ${hostMiB.toFixed(0)} MiB, ${handles} handles  trainer ${trainerMiB.toFixed(0)} MiB  ${runs} runs, ${visits} visits`;
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`;
}

function usage(minutes: string): number {
  console.error(`--minutes is "${minutes}".\nUsage: npm run soak -- [--minutes 30]`);
  return 2;
}

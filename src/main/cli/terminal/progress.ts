import type { CliIo } from '../cli-io';
import { durationText } from './words';

/** How far something is: `share` from 0 to 1 (null while unknown), in words, and the time it still needs. */
export type ProgressState = { share: number | null; text: string; timeLeftMs?: number | null };

/** Shows progress on standard error until `end`. */
export type Progress = { update(state: ProgressState): void; end(): void };

/** A bar that redraws itself on a terminal; lines at most once a second elsewhere. */
export function createProgress(io: Pick<CliIo, 'stderr' | 'monotonicMs'>): Progress {
  return io.stderr.isTTY ? bar(io) : lines(io);
}

/** One line of progress in at most `width` columns. */
export function progressLine(state: ProgressState, width: number): string {
  const { share, text, timeLeftMs } = state;
  const left = timeLeftMs === null || timeLeftMs === undefined ? '' : `  ${durationText(timeLeftMs)} left`;
  const words = `${text}${left}`;
  const room = Math.min(24, width - words.length - 8);
  if (share === null || room < 6) return words.slice(0, width);
  const filled = Math.round(share * room);
  const percent = `${Math.floor(100 * share)}%`.padStart(4);
  return `${'█'.repeat(filled)}${'░'.repeat(room - filled)} ${percent}  ${words}`.slice(0, width);
}

const redrawEveryMs = 80;
const lineEveryMs = 1000;
const clearLine = '\r\u001b[2K';

function bar(io: Pick<CliIo, 'stderr' | 'monotonicMs'>): Progress {
  const draw = (state: ProgressState) =>
    io.stderr.write(`${clearLine}${progressLine(state, (io.stderr.columns ?? 80) - 1)}`);
  const limited = atMostEvery(redrawEveryMs, io.monotonicMs, draw);
  return {
    update: limited,
    end: () => io.stderr.write(clearLine),
  };
}

function lines(io: Pick<CliIo, 'stderr' | 'monotonicMs'>): Progress {
  let last = '';
  const draw = (state: ProgressState) => {
    const line = progressText(state);
    if (line !== last) io.stderr.write(`${line}\n`);
    last = line;
  };
  return { update: atMostEvery(lineEveryMs, io.monotonicMs, draw), end: () => undefined };
}

function progressText({ share, text, timeLeftMs }: ProgressState): string {
  const percent = share === null ? '' : `${Math.floor(100 * share)}% `;
  return `${percent}${text}${timeLeftMs === null || timeLeftMs === undefined ? '' : `, ${durationText(timeLeftMs)} left`}`;
}

/** Passes on the first call, and later ones that are far enough from the last one passed on or complete. */
function atMostEvery(ms: number, now: () => number, pass: (state: ProgressState) => void) {
  let nextMs = -Infinity;
  return (state: ProgressState) => {
    if (now() < nextMs && state.share !== 1) return;
    nextMs = now() + ms;
    pass(state);
  };
}

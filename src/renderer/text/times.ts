import type { Estimate } from '../state/run-form/estimate';

/** 950 → "0.95 s"; 75_000 → "1 min 15 s"; 180_000 → "3 min". */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  if (ms < 5) return '0 s';
  if (ms < 10_000) return `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return twoUnits(minutes, 'min', seconds % 60, 's');
  return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const twoUnits = (whole: number, unit: string, rest: number, small: string): string =>
  rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${small}`;

/** Time left, coarse enough not to flicker: "about 20 s left". */
export function timeLeft(ms: number | null): string {
  if (ms === null) return 'estimating time left';
  const seconds = ms / 1000;
  if (seconds < 1.5) return 'about a second left';
  if (seconds < 10) return `about ${Math.ceil(seconds)} s left`;
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${(seconds / 3600).toFixed(1)} h left`;
}

/** How long fits take, and how that is known: "About 4 s, from 6 similar fits here." */
export function estimateWords(estimate: Estimate | null, fits: number): string {
  if (!estimate) return 'Nothing like it has run yet, so no estimate.';
  if (estimate.alone) return rangeWords(estimate, estimate.alone.onceMs + estimate.ms * fits);
  const time = duration(estimate.ms * fits);
  const some = estimate.fits === 1 ? 'a fit' : `${estimate.fits} fits`;
  if (estimate.from === 'other-sizes') return `About ${time}, scaled from ${some} with other sizes.`;
  if (estimate.from === 'other-images') return `Roughly ${time}, scaled from ${some} on other images.`;
  const from = estimate.fits === 1 ? 'the one similar fit' : `${estimate.fits} similar fits`;
  return `About ${time}, from ${from} here.`;
}

/** Runs were not trained as a sweep's fits are: half as long and twice as long are likely, too. */
function rangeWords({ fits, from }: Estimate, ms: number): string {
  const runs = fits === 1 ? 'one run' : `${fits} runs`;
  const where = { alike: ' here', 'other-sizes': ' with other sizes', 'other-images': ' on other images' };
  return `${duration(coarse(ms / 2))} to ${duration(coarse(2 * ms))}, from ${runs}${where[from]}; fits of a sweep share work.`;
}

/** Two figures at most. */
const coarse = (ms: number): number => Number(ms.toPrecision(ms < 60_000 ? 1 : 2));

const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const full = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** "14:03" today, "Nov 3, 14:03" before. `now` decides what today is. */
export function moment(iso: string, now: Date): string {
  const at = new Date(iso);
  return at.toDateString() === now.toDateString()
    ? clock.format(at)
    : `${day.format(at)}, ${clock.format(at)}`;
}

/** "Nov 23, 2026, 14:03:12". */
export const exactMoment = (iso: string): string => full.format(new Date(iso));

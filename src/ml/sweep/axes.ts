import { WorkbenchError } from '@shared/errors';
import type { ParamSpec, ParamSpecs } from '@shared/params';
import type { SweepAxis } from '@shared/sweep';
import { allParamSpecs } from '../parts';

/** Most configurations in one sweep. */
export const maxConfigurations = 10_000;

/** The neighbours that vote, as an axis: one fit serves every k. */
export const kSpec: ParamSpec = {
  kind: 'integer',
  label: 'k',
  help: 'How many nearest neighbours vote.',
  default: 36,
  min: 1,
};

/** Everything that can be varied. */
export function axisSpecs(): ParamSpecs {
  return { ...allParamSpecs(), k: kSpec };
}

/**
 * Reads one `--vary` text: `margin=0.1,0.5,1` (these values), `margin=0.1:2:15` (15 values from 0.1 to 2, evenly spaced),
 * `learning-rate=log:0.001:0.1:5` (evenly spaced on a log scale). Ranges of whole-number settings are rounded to whole numbers,
 * all other values to 12 significant digits; repeated values count once. Throws `bad-input` naming the text.
 */
export function parseAxis(text: string, specs: ParamSpecs = axisSpecs()): SweepAxis {
  const [, given, list] = /^\s*-{0,2}([^=]*?)\s*=(.*)$/s.exec(text) ?? [];
  if (!given || list === undefined) throw fault(text, 'it has no name and values');
  const name = nameOf(given);
  if (!Object.hasOwn(specs, name)) {
    throw new WorkbenchError(
      'bad-input',
      `--vary ${shown(text)}: there is no setting "${shown(given)}".`,
      `What can be varied: ${Object.keys(specs).join(', ')}.`,
    );
  }
  const values = list.includes(':')
    ? rangeOf(text, list, specs[name]!.kind === 'integer')
    : list.split(',').map((part) => numberOf(text, part));
  if (values.length > maxConfigurations)
    throw fault(text, `it has ${values.length} values, and ${maxConfigurations} is the most`);
  return { name, values: [...new Set(values)] };
}

/** `learning-rate` and `learningRate` → `learningRate`. */
function nameOf(given: string): string {
  return given.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function rangeOf(text: string, list: string, whole: boolean): number[] {
  const parts = list.trim().split(':');
  const log = parts[0]?.trim() === 'log';
  if (log || parts[0]?.trim() === 'linear') parts.shift();
  if (parts.length !== 3) throw fault(text, 'a range is written first:last:count');
  const [first, last, count] = parts.map((part) => numberOf(text, part)) as [number, number, number];
  if (!Number.isSafeInteger(count) || count < 2 || count > maxConfigurations)
    throw fault(
      text,
      `the count of a range must be a whole number from 2 to ${maxConfigurations}, not ${count}`,
    );
  if (log && !(first > 0 && last > 0)) throw fault(text, 'a log range must begin and end above 0');
  return Array.from({ length: count }, (_, at) => {
    if (at === 0) return first;
    if (at === count - 1) return last;
    const along = at / (count - 1);
    const value = log ? first * (last / first) ** along : first + (last - first) * along;
    return whole ? Math.round(value) : rounded(value);
  });
}

function numberOf(text: string, part: string): number {
  const trimmed = part.trim();
  const value = Number(trimmed);
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) && Number.isFinite(value)) return rounded(value);
  throw fault(text, trimmed === '' ? 'a value is missing' : `"${shown(trimmed)}" is not a number`);
}

function rounded(value: number): number {
  // Adding 0 turns −0 into 0.
  return Number(value.toPrecision(12)) + 0;
}

function fault(text: string, what: string): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    `--vary ${shown(text)} cannot be read: ${what}.`,
    'Write for example margin=0.1,0.5,1 or margin=0.1:2:15 (15 values from 0.1 to 2) or learning-rate=log:0.001:0.1:5.',
  );
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

import { parseAxis } from '@ml/sweep/axes';
import { toErrorBody } from '@shared/errors';
import { faultOf, type ParamSpecs } from '@shared/params';
import type { SweepAxis } from '@shared/sweep';
import { axisValue } from '../../text/sweep-words';

/** An axis as it is typed: a range, evenly spaced or by ratio, or a list of values. */
export type AxisDraft = {
  /** Tells drafts of one form apart. */
  key: number;
  name: string;
  mode: 'linear' | 'log' | 'list';
  from: string;
  to: string;
  count: string;
  list: string;
};

/** What a draft comes to: the axis, or why it is none. */
export type ReadAxis = { axis: SweepAxis; fault?: undefined } | { axis?: undefined; fault: string };

/** Reads a draft by the same rules as the command line's `--vary`. */
export function readAxis(draft: AxisDraft, specs: ParamSpecs): ReadAxis {
  try {
    const axis = parseAxis(textOf(draft), specs);
    const spec = specs[axis.name];
    for (const value of axis.values) {
      const fault = spec && faultOf(spec, value);
      if (fault) return { fault: `It is varied over ${axisValue(value)}, but ${fault}.` };
    }
    return { axis };
  } catch (error) {
    const what = /cannot be read: (.*)$/s.exec(toErrorBody(error).message)?.[1] ?? toErrorBody(error).message;
    return { fault: `${what.charAt(0).toUpperCase()}${what.slice(1)}` };
  }
}

function textOf({ name, mode, from, to, count, list }: AxisDraft): string {
  const number = (text: string) => text.trim().replace(',', '.');
  if (mode === 'list') return `${name}=${list.trim().replaceAll(/[\s,;]+/g, ',')}`;
  return `${name}=${mode}:${number(from)}:${number(to)}:${number(count)}`;
}

/** A first draft for a setting: a range around its default, spaced as the setting says. */
export function newAxis(key: number, name: string, specs: ParamSpecs): AxisDraft {
  const blank = { key, name, from: '', to: '', count: '5', list: '' };
  if (name === 'margin') return { ...blank, mode: 'linear', from: '0.1', to: '2', count: '15' };
  if (name === 'k') return { ...blank, mode: 'list', list: '1, 5, 15, 36' };
  const spec = specs[name];
  const middle = spec?.default ?? 1;
  const isLog = spec?.scale === 'log' && middle > 0;
  const bounded = (value: number) => Math.min(spec?.max ?? Infinity, Math.max(spec?.min ?? -Infinity, value));
  const whole = (value: number) =>
    String(spec?.kind === 'integer' ? Math.round(value) : Number(value.toPrecision(6)));
  const reach = middle === 0 ? 1 : 2 * middle;
  return {
    ...blank,
    mode: isLog ? 'log' : 'linear',
    from: whole(bounded(middle / (isLog ? 10 : 2))),
    to: whole(bounded(isLog ? middle * 10 : reach)),
  };
}

/** The draft of an axis that is already there: its values as a list. */
export const listAxis = (key: number, { name, values }: SweepAxis): AxisDraft => ({
  key,
  name,
  mode: 'list',
  from: '',
  to: '',
  count: '5',
  list: values.join(', '),
});

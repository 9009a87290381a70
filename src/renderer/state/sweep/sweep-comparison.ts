import type { SweepSummary } from '@shared/sweep';
import { axisLabel, designText, fixedSettingsOf } from '../../text/sweep-words';

/** Most sweeps in one chart. */
export const mostCompared = 6;

/** Ids of sweeps as a link names them: "s1,s2". */
export const comparedIds = (text: string | undefined): string[] =>
  [...new Set((text ?? '').split(',').filter((id) => /^s\d{1,12}$/.test(id)))].slice(0, mostCompared);

/** Axes that all of these sweeps vary, the first sweep's order. */
export const sharedAxes = (sweeps: readonly SweepSummary[]): string[] =>
  (sweeps[0]?.config.axes ?? [])
    .map(({ name }) => name)
    .filter((name) => sweeps.every(({ config }) => config.axes.some((axis) => axis.name === name)));

/** Of how many configurations the best is drawn at each value of an axis: a line for each sweep that varies more than it. */
export const bestOfMany = (sweeps: readonly SweepSummary[], axis: string): { id: string; text: string }[] =>
  sweeps.flatMap(({ id, name, config: { axes } }) => {
    const rest = axes
      .filter((other) => other.name !== axis)
      .reduce((all, { values }) => all * values.length, 1);
    const text = `${id} ${name}: lowest of ${rest} configurations at each ${wordOf(axis)}`;
    return rest > 1 ? [{ id, text }] : [];
  });

/** "Margin α" → "margin α" in a sentence. */
const wordOf = (axis: string): string =>
  axisLabel(axis).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

const absent = (sweep: SweepSummary | undefined, label: string): string =>
  sweep?.config.axes.some(({ name }) => axisLabel(name) === label) ? 'varied' : '–';

/** What is not the same for all: a row for each such setting, with the value of each sweep ("–" where it has none). */
export function differences(sweeps: readonly SweepSummary[]): { label: string; values: readonly string[] }[] {
  const told = sweeps.map((sweep) => [
    { label: 'Design', value: designText(sweep) },
    { label: 'Engine', value: sweep.engine ?? '–' },
    ...fixedSettingsOf(sweep.config),
  ]);
  const labels = [...new Set(told.flatMap((facts) => facts.map(({ label }) => label)))];
  return labels
    .map((label) => ({
      label,
      values: told.map((facts, place) =>
        String(facts.find((fact) => fact.label === label)?.value ?? absent(sweeps[place], label)),
      ),
    }))
    .filter(({ values }) => new Set(values).size > 1);
}

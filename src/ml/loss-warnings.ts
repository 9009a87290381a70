import type { ParamValues } from '@shared/params';
import type { SweepAxis } from '@shared/sweep';
import { losses } from './losses/index';
import type { Loss, LossWarning } from './losses/loss';
import { combinationsOf } from './sweep/configurations';

type Settings = { loss: string | null; params: ParamValues };

/** What a run's loss says of its settings; nothing without a loss. */
export function lossWarnings({ loss: id, params }: Settings): readonly LossWarning[] {
  const loss = (losses as readonly Loss[]).find((entry) => entry.id === id);
  return loss?.warnings?.(params) ?? [];
}

/** The same of every configuration of a sweep: each warning once, with how many configurations it is about unless it is all. */
export function sweepLossWarnings({ loss, params }: Settings, axes: readonly SweepAxis[]): LossWarning[] {
  const combinations = combinationsOf(axes);
  const about = new Map<string, { hint: string; count: number }>();
  for (const values of combinations) {
    for (const { message, hint } of lossWarnings({ loss, params: { ...params, ...values } }))
      about.set(message, { hint, count: (about.get(message)?.count ?? 0) + 1 });
  }
  return [...about].map(([message, { hint, count }]) => ({
    message:
      count === combinations.length
        ? message
        : `In ${count} of ${combinations.length} configurations: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    hint,
  }));
}

import type { RunError } from '@shared/run';

/** What to do about a run that diverged: in words, and how to repeat it; null where nothing is known to help. */
export type DivergenceHelp = { hint: string; repeat: { label: string; href: string } | null };

/** Older versions wrote the rate into the hint, in the words of the command line. */
const olderHint = /^(A learning rate of (\S+) holds here) \(--learning-rate .*\)\.$/;

export function divergenceHelp(id: string, { hint, holdingRate }: RunError): DivergenceHelp {
  const [, words, rate] = olderHint.exec(hint) ?? [];
  if (holdingRate === null) return { hint, repeat: null };
  const held = holdingRate ?? rate;
  return {
    hint: words === undefined ? hint : `${words}.`,
    repeat:
      held === undefined
        ? { label: 'Repeat, and find the learning rate', href: `#/new?from=${id}&learningRate=auto` }
        : { label: `Repeat with learning rate ${held}`, href: `#/new?from=${id}&learningRate=${held}` },
  };
}

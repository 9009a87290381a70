import { plural } from './numbers';

type Count = { deleted: number; kept: number };
/** What was deleted for good, and what had to stay. */
export type Deleted = { runs: Count; sweeps: Count; datasets: Count };

const whys = {
  run: 'locked, of a study, or still ending',
  sweep: 'still ending',
  dataset: 'needed by runs or sweeps, or by an import',
} as const;

/** "Deleted 3 runs and 1 dataset for good. 1 run stayed: locked, of a study, or still ending." */
export function deletedWords({ runs, sweeps, datasets }: Deleted): string {
  const kinds = [
    ['run', runs],
    ['sweep', sweeps],
    ['dataset', datasets],
  ] as const;
  const gone = kinds.filter(([, { deleted }]) => deleted > 0);
  const stayed = kinds.filter(([, { kept }]) => kept > 0);
  const what = gone.map(([kind, { deleted }]) => plural(deleted, kind));
  return [
    `Deleted ${what.length > 0 ? new Intl.ListFormat('en-GB').format(what) : 'nothing'} for good.`,
    ...stayed.map(([kind, { kept }]) => `${plural(kept, kind)} stayed: ${whys[kind]}.`),
  ].join(' ');
}

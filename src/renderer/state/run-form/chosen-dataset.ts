import type { DatasetSummary } from '@shared/dataset';

/**
 * The dataset that a form is about: the one chosen, the newest while none is. One that was asked for and is not here is never exchanged in
 * silence: the form shows the newest, and `gone` names the one that has to be replaced or brought back first.
 */
export function chosenDataset(
  datasets: readonly DatasetSummary[],
  name: string | null,
): { dataset: DatasetSummary | undefined; gone: string | null } {
  const found = datasets.find((dataset) => dataset.name === name);
  return { dataset: found ?? datasets.at(-1), gone: found || datasets.length === 0 ? null : name };
}

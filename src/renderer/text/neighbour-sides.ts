import type { RunSummary } from '@shared/run';
import type { NeighbourEpochs } from '@shared/neighbours';
import { thinned } from '@shared/thinned';
import type { Problem } from '../client/problem';
import { nameOfSide, type Side } from '../state/neighbour/neighbours-query';
import { percent } from './numbers';
import { distanceLabel } from './run-words';

type Item = { value: string; label: string; hint?: string };

/** Most epochs in a menu. */
const mostEpochs = 40;

/** Spaces of one run: its results if it has finished, its epochs, its pixels. */
export function spaceItems(
  { status }: Pick<RunSummary, 'status'>,
  { epochs, final }: NeighbourEpochs,
  shown: number | null,
): Item[] {
  const results = { value: '', label: final === null ? 'Final' : `Final, epoch ${final}` };
  const others = epochs.filter((epoch) => epoch !== final);
  const listed = new Set([...thinned(others, mostEpochs), ...(shown === null ? [] : [shown])]);
  return [
    ...(status === 'finished' ? [results] : []),
    ...[...listed].sort((a, b) => b - a).map((epoch) => ({ value: String(epoch), label: `Epoch ${epoch}` })),
    { value: 'pixels', label: 'Raw pixels' },
  ];
}

/** What a run can be compared with: pixels, its own epochs, other finished runs on the same data. */
export function versusItems(
  run: RunSummary,
  runs: readonly RunSummary[],
  epochs: NeighbourEpochs,
  main: Side,
  versus: Side | null,
): Item[] {
  const other = (side: Side, label: string, hint = ''): Item[] =>
    nameOfSide(side, run.id) === nameOfSide(main, run.id)
      ? []
      : [{ value: nameOfSide(side, run.id), label, ...(hint ? { hint } : {}) }];
  const of = (runId: string, epoch: number | null, pixels = false): Side => ({ runId, epoch, pixels });
  const own = new Set([
    ...thinned(
      epochs.epochs.filter((epoch) => epoch !== epochs.final),
      mostEpochs,
    ),
    ...(versus?.runId === run.id && versus.epoch !== null ? [versus.epoch] : []),
  ]);
  return [
    ...other(of(run.id, null, true), 'Raw pixels'),
    ...(run.status === 'finished' ? other(of(run.id, null), 'This run, final') : []),
    ...runs
      .filter(
        ({ id, datasetHash, status }) =>
          id !== run.id && datasetHash === run.datasetHash && status === 'finished',
      )
      .flatMap(({ id, name, config, scores }) =>
        other(
          of(id, null),
          name,
          `${distanceLabel(config.distance)} · ${percent(scores?.validation?.error)}`,
        ),
      ),
    ...[...own]
      .sort((a, b) => b - a)
      .flatMap((epoch) => other(of(run.id, epoch), `This run, epoch ${epoch}`)),
  ];
}

/** Why a run cannot be compared with what a link names, and what to do; null where it can. */
export function versusTrouble(
  run: RunSummary,
  versus: Side | null,
  runs: readonly RunSummary[],
): Problem | null {
  if (!versus || versus.pixels) return null;
  const other = runs.find(({ id }) => id === versus.runId);
  if (!other) {
    return {
      message: `There is no run “${versus.runId}” to compare with.`,
      hint: 'It may have been removed: the trash has it then. Choose another one under “Compare with”.',
    };
  }
  if (other.datasetHash !== run.datasetHash) {
    const [own, theirs] = [run.config.dataset, other.config.dataset];
    return {
      message: `“${other.name}” was trained on other images${theirs === own ? '' : ` (“${theirs}”)`}, so the two cannot be compared query by query.`,
      hint: `Choose a run on these images of “${own}” under “Compare with”.`,
    };
  }
  if (versus.epoch !== null || other.status === 'finished') return null;
  return {
    message: `“${other.name}” has not finished, so it has no neighbours to compare with.`,
    hint: 'Choose a finished run under “Compare with”.',
  };
}

/** A side as people read it: "Raw pixels", "triplet on sample, epoch 5". */
export function sideWords({ runId, epoch, pixels }: Side, runs: readonly RunSummary[]): string {
  if (pixels) return 'Raw pixels';
  const name = runs.find(({ id }) => id === runId)?.name ?? runId;
  return epoch === null ? name : `${name}, epoch ${epoch}`;
}

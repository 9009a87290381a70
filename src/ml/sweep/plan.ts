import { WorkbenchError } from '@shared/errors';
import type { RunConfig } from '@shared/run';
import type { SweepConfig } from '@shared/sweep';
import { keptNeighbours } from '../run-costs';
import { combinationsOf, runConfigOf, type AxisValues } from './configurations';
import { digestOf, stackKeyOf, unitKeyOf } from './identity';
import { partsOfFolding, rowsByPart, type Folding, type Part, type PartRows, type SweepFacts } from './rows';

/** One fit: pure and idempotent, so that whoever has the dataset can do it, once, anywhere. */
export type SweepUnit = Part & {
  /** Canonical text of everything that the result follows from: its hash names the unit. */
  key: string;
  /** Units that share it can be trained stacked. */
  stackKey: string;
  /** With the axes' values put in, and the largest k asked. */
  config: RunConfig;
  /** Errors are wanted for every k from 1 to this. */
  maxK: number;
  folding: Folding;
};

export type SweepPlan = {
  /** Distinct fits (the axes but k). */
  fits: readonly AxisValues[];
  /** Every combination of the axes, the last fastest, with the fit that serves it; those that differ in k alone share one. */
  configurations: readonly { values: AxisValues; fit: number }[];
  parts: readonly (Part & { trainCount: number; heldOutCount: number })[];
  /** Every fit on every part: fit f on part p is at p · fits.length + f, so stackable units are neighbours. */
  units: readonly SweepUnit[];
};

const maxUnits = 100_000;

/** Plans a sweep; throws `bad-input` when the dataset cannot be cut that way or is too small for the k asked. */
export function planSweep(config: SweepConfig, facts: SweepFacts): SweepPlan {
  const fits = combinationsOf(config.axes.filter(({ name }) => name !== 'k'));
  const parts = partsOfFolding(config);
  checkSize(fits.length * parts.length, config, facts);
  const k = Math.max(...(config.axes.find(({ name }) => name === 'k')?.values ?? [config.base.k]));
  const folding = { folds: config.folds, outerFolds: config.outerFolds, seed: config.base.seed };
  const runs = fits.map((values) => runConfigOf(config, { ...values, k }));
  const rowsOf = rowsByPart(folding, facts);
  const cut = parts.map((part) => {
    const rows = rowsOf(part);
    return { part, digest: digestOf(rows), trainCount: rows.train.length, heldOutCount: rows.heldOut.length };
  });
  checkK(k, Math.min(...cut.map(({ trainCount }) => trainCount)));
  return {
    fits,
    configurations: configurationsOf(config, fits),
    parts: cut.map(({ part, trainCount, heldOutCount }) => ({ ...part, trainCount, heldOutCount })),
    units: cut.flatMap(({ part, digest, trainCount }) =>
      runs.map((run): SweepUnit => {
        const maxK = keptNeighbours(trainCount, k);
        const identity = { datasetHash: facts.datasetHash, config: run, maxK, part, rows: digest };
        const keys = { key: unitKeyOf(identity), stackKey: stackKeyOf(identity) };
        return { ...part, ...keys, config: run, maxK, folding };
      }),
    ),
  };
}

/** The rows of the dataset that a unit trains on and is scored on. */
export function rowsOfUnit(unit: Part & { folding: Folding }, facts: SweepFacts): PartRows {
  return rowsByPart(unit.folding, facts)(unit);
}

function configurationsOf(config: SweepConfig, fits: readonly AxisValues[]): SweepPlan['configurations'] {
  const textOf = ({ k: _k, ...values }: AxisValues) => JSON.stringify(values);
  const fitOf = new Map(fits.map((values, fit) => [textOf(values), fit]));
  return combinationsOf(config.axes).map((values) => ({ values, fit: fitOf.get(textOf(values))! }));
}

function checkSize(units: number, { folds }: SweepConfig, { validationCount }: SweepFacts): void {
  if (units > maxUnits) {
    throw new WorkbenchError(
      'bad-input',
      `The sweep would take ${units} fits, and ${maxUnits} is the most.`,
      'Vary fewer settings, give fewer values, or ask for fewer folds.',
    );
  }
  if (folds === 0 && validationCount === 0) {
    throw new WorkbenchError(
      'bad-input',
      'The dataset has no validation split to choose on.',
      'Cross-validate with --folds 5, or import it with --validation 0.2.',
    );
  }
}

function checkK(k: number, trainCount: number): void {
  if (k <= trainCount) return;
  throw new WorkbenchError(
    'bad-input',
    `k is ${k}, but some fits of this sweep train on ${trainCount} examples only.`,
    `Choose a k of at most ${trainCount}, or fewer folds.`,
  );
}

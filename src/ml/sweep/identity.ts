import type { RunConfig } from '@shared/run';
import { losses } from '../losses/index';
import type { Part, PartRows } from './rows';

export type UnitIdentity = {
  datasetHash: string;
  config: RunConfig;
  /** Largest k whose errors the unit tells. */
  maxK: number;
  part: Part;
  /** Digest of the rows of the part. */
  rows: string;
};

// Raised when the same key would no longer mean the same numbers.
const format = 'unit-1';

/**
 * Everything that a unit's result follows from, as canonical text to be hashed. The dataset counts by content, not by name, and
 * the k asked for does not count: a unit tells every k.
 */
export function unitKeyOf({ datasetHash, config, maxK, part, rows }: UnitIdentity): string {
  const { dataset: _name, k: _k, ...learner } = config;
  return canonical({ format, datasetHash, learner, maxK, part, rows });
}

/**
 * Units with one stack key can be trained side by side, one product serving all: they see the same rows in the same batches
 * and start from the same weights. Only the loss's own settings and the learning rate may differ.
 */
export function stackKeyOf({ datasetHash, config, maxK, part, rows }: UnitIdentity): string {
  const { dataset: _name, k: _k, params, ...learner } = config;
  const free = new Set(['learningRate', ...lossSettings(config)]);
  const fixed = Object.fromEntries(Object.entries(params).filter(([name]) => !free.has(name)));
  return canonical({ datasetHash, learner, params: fixed, maxK, part, rows });
}

/** Names of the settings of the loss alone. */
export function lossSettings({ loss }: Pick<RunConfig, 'loss'>): string[] {
  return Object.keys(losses.find(({ id }) => id === loss)?.params ?? {});
}

/** 64-bit digest (FNV-1a with two multipliers) of the rows that a part trains on and holds out. */
export function digestOf({ train, heldOut }: PartRows): string {
  let a = 2166136261;
  let b = 3339451269;
  const take = (value: number) => {
    for (let shift = 0; shift < 32; shift += 8) {
      const byte = (value >>> shift) & 255;
      a = Math.imul(a ^ byte, 16777619);
      b = Math.imul(b ^ byte, 2246822519);
    }
  };
  for (const rows of [train, heldOut]) {
    take(rows.length);
    rows.forEach(take);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

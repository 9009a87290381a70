import { describe, expect, it } from 'vitest';
import { jobEventSchema, type JobEvent } from '@shared/job';
import type { Artefact } from '@shared/run';
import { faultOfArrays, faultOfNumbers } from './bundle-arrays';

const artefact = (name: string, shape: number[], dtype: Artefact['dtype'] = 'float32'): Artefact => ({
  name,
  file: `${name}.bin`,
  dtype,
  shape,
  bytes: 4 * shape.reduce((a, b) => a * b, 1),
  sha256: 'a'.repeat(64),
});
const good = [
  artefact('embedding', [9, 2]),
  artefact('neighbours.train.indices', [6, 5], 'int32'),
  artefact('neighbours.train.distances', [6, 5]),
  artefact('weights.P', [16, 2]),
];

/** What a bundle of these results would be refused for, its files being as they say. */
function faultOf(artefacts: readonly Artefact[], files = artefacts.map(listed)): string | null {
  return faultOfArrays({ files }, [finished(artefacts)]);
}

const listed = ({ file, bytes, sha256 }: Artefact) => ({ name: file, bytes, sha256 });

function finished(artefacts: readonly Artefact[]): JobEvent {
  const error = { error: 0, errorByK: {} };
  const facts = { initialWeightNorm: null, finalWeightNorm: null, initialSpread: 1, finalSpread: 1 };
  const rest = {
    meanSameClassDistance: 1,
    meanDifferentClassDistance: 1,
    initialWeights: null,
    finalWeights: null,
  };
  return jobEventSchema.parse({
    runId: 'r1',
    seq: 0,
    type: 'finished',
    scores: { train: error, trainLeaveOneOut: error, validation: null, test: null },
    facts: { ...facts, ...rest },
    timing: { trainMs: 1, evaluateMs: 1, totalMs: 1 },
    artefacts,
  });
}

describe('the arrays of a bundle', () => {
  it('are taken when they are as their events tell', () => {
    expect(faultOf(good)).toBeNull();
  });

  const [embedding, indices, distances, weights] = good as [Artefact, Artefact, Artefact, Artefact];
  it.each([
    ['a result that is not there', () => faultOf(good, [listed(embedding)]), /is not in it/],
    ['a file that belongs to nothing', () => faultOf([], [listed(embedding)]), /no event tells/],
    [
      'another file than was announced',
      () => faultOf([embedding], [{ ...listed(embedding), sha256: 'b'.repeat(64) }]),
      /another file/,
    ],
    ['a shape that its bytes do not have', () => faultOf([{ ...embedding, shape: [2 ** 40, 2] }]), /shape/],
    ['a shape that is negative', () => faultOf([{ ...embedding, shape: [-9, -2] }]), /shape/],
    ['a shape of one dimension', () => faultOf([{ ...embedding, shape: [18] }]), /shape/],
    ['neighbours without distances', () => faultOf([indices]), /no distances/],
    ['distances of another shape', () => faultOf([indices, { ...distances, shape: [5, 6] }]), /no distances/],
    ['weights of whole numbers', () => faultOf([{ ...weights, dtype: 'int32' }]), /not a result/],
    ['a name that no result has', () => faultOf([{ ...weights, name: '__proto__' }]), /not a result/],
  ] as const)('are refused: %s', (_what, fault, words) => {
    expect(fault()).toMatch(words);
  });

  it('hold only numbers that a run can have found', () => {
    const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
    const rows = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
    const told = (of: Artefact, isDrawn = false) => ({ ...of, isDrawn });
    expect(faultOfNumbers(floats(1, -2), told(embedding), 6)).toBeNull();
    expect(faultOfNumbers(floats(1, NaN), told(embedding), 6)).toMatch(/none/);
    expect(faultOfNumbers(floats(1, NaN), told(embedding, true), 6)).toBeNull();
    expect(faultOfNumbers(floats(1e30), told(embedding), 6)).toMatch(/too large/);
    expect(faultOfNumbers(floats(1e30), told(distances), 6)).toBeNull();
    expect(faultOfNumbers(rows(0, 5), told(indices), 6)).toBeNull();
    expect(faultOfNumbers(rows(0, 6), told(indices), 6)).toMatch(/row 6 of 6/);
    expect(faultOfNumbers(rows(-1), told(indices), 6)).toMatch(/row -1/);
  });
});

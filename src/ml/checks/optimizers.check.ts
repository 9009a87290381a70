import { describe, expect, it } from 'vitest';
import { resolveParams, type ParamValues } from '@shared/params';
import { optimizers } from '../optimizers/index';
import type { Optimizer } from '../optimizers/optimizer';
import { createRandom } from '../random';

type State = { weight: number[]; slots: number[][] };
type Oracle = {
  /** Settings that together exercise every term. */
  settings: ParamValues[];
  /** One update of one entry, in float64, as the paper has it. */
  update(
    weight: number,
    gradient: number,
    slots: number[],
    params: ParamValues,
    step: number,
  ): [number, number[]];
};

/** A new optimizer needs an entry here. */
const oracles: Record<string, Oracle> = {
  sgd: {
    settings: [
      {},
      { momentum: 0.9 },
      { weightDecay: 0.01 },
      { momentum: 0.5, weightDecay: 0.1, learningRate: 0.3 },
    ],
    update(weight, gradient, [velocity], { learningRate, momentum, weightDecay }) {
      const speed = momentum! * velocity! + gradient + weightDecay! * weight;
      const plain = momentum === 0 && weightDecay === 0;
      return [weight - learningRate! * speed, [plain ? velocity! : speed]];
    },
  },
  adam: {
    settings: [
      { learningRate: 0.001 },
      { learningRate: 0.1, beta1: 0.5, beta2: 0.9 },
      { beta1: 0, beta2: 0 },
    ],
    update(weight, gradient, [mean, square], { learningRate, beta1, beta2 }, step) {
      const m = beta1! * mean! + (1 - beta1!) * gradient;
      const v = beta2! * square! + (1 - beta2!) * gradient ** 2;
      const unbiasedMean = m / (1 - beta1! ** step);
      const unbiasedSquare = v / (1 - beta2! ** step);
      return [weight - (learningRate! * unbiasedMean) / (Math.sqrt(unbiasedSquare) + 1e-8), [m, v]];
    },
  },
};

function oracleOf(optimizer: Optimizer): Oracle {
  const oracle = oracles[optimizer.id];
  if (!oracle) throw new Error(`Optimizer "${optimizer.id}" has no oracle in optimizers.check.ts.`);
  return oracle;
}

const cases = (optimizers as readonly Optimizer[]).flatMap((optimizer) =>
  oracleOf(optimizer).settings.map((given) => ({
    name: `${optimizer.id} ${JSON.stringify(given)}`,
    optimizer,
    params: resolveParams(optimizer.params, given) as ParamValues,
  })),
);

const length = 12;

function normals(stream: string): number[] {
  const random = createRandom(5, stream);
  return Array.from({ length }, () => Math.fround(random.normal()));
}

/** Applies one update to copies, as the learner does, and reads back what became of them. */
function updated(
  optimizer: Optimizer,
  params: ParamValues,
  state: State,
  gradient: number[],
  step: number,
): State {
  const weight = Float32Array.from(state.weight);
  const slots = state.slots.map((slot) => Float32Array.from(slot));
  optimizer.update(weight, Float32Array.from(gradient), slots, params, step);
  return { weight: Array.from(weight), slots: slots.map((slot) => Array.from(slot)) };
}

const fresh = (optimizer: Optimizer, weight: number[]): State => ({
  weight,
  slots: Array.from({ length: optimizer.slots }, () => weight.map(() => 0)),
});

function closeTo(actual: number[], expected: number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]!)), 0);
  expect(worst).toBeLessThanOrEqual(tolerance * scale);
}

describe('optimizers', () => {
  it.each(cases)('$name is its formula, over 25 steps', ({ optimizer, params }) => {
    const oracle = oracleOf(optimizer);
    let state = fresh(optimizer, normals('weight'));
    let expected = state;
    for (let step = 1; step <= 25; step++) {
      const gradient = normals(`gradient/${step}`);
      state = updated(optimizer, params, state, gradient, step);
      const entries = expected.weight.map((weight, at) =>
        oracle.update(
          weight,
          gradient[at]!,
          expected.slots.map((slot) => slot[at]!),
          params,
          step,
        ),
      );
      expected = {
        weight: entries.map(([weight]) => weight),
        slots: expected.slots.map((_, slot) => entries.map(([, slots]) => slots[slot]!)),
      };
    }
    closeTo(state.weight, expected.weight, 1e-5);
    state.slots.forEach((slot, at) => closeTo(slot, expected.slots[at]!, 1e-5));
  });

  it.each(cases)('$name keeps no more state than its slots', ({ optimizer, params }) => {
    const run = () => {
      let state = fresh(optimizer, normals('weight'));
      for (let step = 1; step <= 6; step++)
        state = updated(optimizer, params, state, normals(`g/${step}`), step);
      return state;
    };
    const once = run();
    updated(optimizer, params, fresh(optimizer, normals('other')), normals('g'), 1);
    expect(run()).toEqual(once);
  });

  it.each(cases)('$name is linear when it says so, and only then', ({ optimizer, params }) => {
    const stateOf = (name: string): State => ({
      weight: normals(`${name}/weight`),
      slots: Array.from({ length: optimizer.slots }, (_, slot) =>
        normals(`${name}/slot${slot}`).map(Math.abs),
      ),
    });
    const [x, y] = [stateOf('x'), stateOf('y')];
    const [gx, gy] = [normals('gx'), normals('gy')];
    const mix = (left: number[], right: number[]) => left.map((value, at) => 0.75 * value + 1.5 * right[at]!);
    const mixed = (left: State, right: State): State => ({
      weight: mix(left.weight, right.weight),
      slots: left.slots.map((slot, at) => mix(slot, right.slots[at]!)),
    });
    const together = updated(optimizer, params, mixed(x, y), mix(gx, gy), 4);
    const apart = mixed(updated(optimizer, params, x, gx, 4), updated(optimizer, params, y, gy, 4));
    const difference = [together.weight, ...together.slots]
      .flatMap((values, at) => values.map((value, i) => value - [apart.weight, ...apart.slots][at]![i]!))
      .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(difference < 1e-5).toBe(optimizer.linear);
  });

  it.each(cases)('$name leaves entries without a gradient alone when it says so', ({ optimizer, params }) => {
    let state = fresh(optimizer, normals('weight'));
    for (let step = 1; step <= 3; step++)
      state = updated(optimizer, params, state, normals(`s/${step}`), step);
    const half = normals('s/4').map((value, at) => (at % 2 === 0 ? 0 : value));
    const after = updated(optimizer, params, state, half, 4);
    const even = (values: number[]) => values.filter((_, at) => at % 2 === 0);
    const kept =
      even(after.weight).every((value, at) => Object.is(value, even(state.weight)[at])) &&
      after.slots.every((slot, at) => even(slot).every((value, i) => value === even(state.slots[at]!)[i]));
    expect(kept).toBe(optimizer.sparse(params));
  });

  it.each(cases.filter(({ optimizer, params }) => optimizer.sparse(params)))(
    '$name needs no slots while it is sparse',
    ({ optimizer, params }) => {
      const state = fresh(optimizer, normals('weight'));
      const gradient = normals('gradient');
      const without = updated(optimizer, params, { ...state, slots: [] }, gradient, 1);
      expect(without.weight).toEqual(updated(optimizer, params, state, gradient, 1).weight);
    },
  );
});

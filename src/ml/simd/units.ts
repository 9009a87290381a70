import { defineRoutine, f32, f32x4, i32, whileBelow, type Code, type Local } from './assembler';

/** into[i] = max(0, u[i] + bias[i mod units]) for `rows` rows of `units` floats; `units` counts bytes. */
export const rectify = defineRoutine({
  name: 'rectify',
  parameters: { u: 'i32', bias: 'i32', into: 'i32', rows: 'i32', units: 'i32' },
  variables: { row: 'i32', at: 'i32' },
  body({ u, bias, into, rows, units, row, at }) {
    const [from, add, to] = [i32.add(u.get, at.get), i32.add(bias.get, at.get), i32.add(into.get, at.get)];
    return whileBelow(row, rows.get, i32.constant(1), [
      ...acrossRow(
        at,
        units,
        f32x4.store(to, f32x4.max(f32x4.zero, f32x4.add(f32x4.load(from), f32x4.load(add)))),
        f32.store(to, f32.max(f32.zero, f32.add(f32.load(from), f32.load(add)))),
      ),
      ...u.set(i32.add(u.get, units.get)),
      ...into.set(i32.add(into.get, units.get)),
    ]);
  },
});

/** gradient[i] = 0 where rectified[i] is not above 0; both have `length` bytes, a multiple of 16. */
export const gate = defineRoutine({
  name: 'gate',
  parameters: { gradient: 'i32', rectified: 'i32', length: 'i32' },
  variables: { at: 'i32' },
  body({ gradient, rectified, length, at }) {
    const [place, unit] = [i32.add(gradient.get, at.get), i32.add(rectified.get, at.get)];
    const isOn = f32x4.above(f32x4.load(unit), f32x4.zero);
    const step = f32x4.store(place, f32x4.and(f32x4.load(place), isOn));
    return whileBelow(at, length.get, i32.constant(16), step);
  },
});

/** into[unit] = Σ_row values[row, unit]; `units` counts bytes. */
export const columnSums = defineRoutine({
  name: 'columnSums',
  parameters: { values: 'i32', into: 'i32', rows: 'i32', units: 'i32' },
  variables: { row: 'i32', at: 'i32' },
  body({ values, into, rows, units, row, at }) {
    const [from, to] = [i32.add(values.get, at.get), i32.add(into.get, at.get)];
    const add = acrossRow(
      at,
      units,
      f32x4.store(to, f32x4.add(f32x4.load(to), f32x4.load(from))),
      f32.store(to, f32.add(f32.load(to), f32.load(from))),
    );
    return [
      ...acrossRow(at, units, f32x4.store(to, f32x4.zero), f32.store(to, f32.zero)),
      ...whileBelow(row, rows.get, i32.constant(1), [...add, ...values.set(i32.add(values.get, units.get))]),
    ];
  },
});

/**
 * into[row] = from[row] + scale · base[row], `rows` rows of `units` bytes each; the rows of `from` begin `fromStep` bytes after
 * each other.
 */
export const addScaled = defineRoutine({
  name: 'addScaled',
  parameters: {
    from: 'i32',
    fromStep: 'i32',
    base: 'i32',
    into: 'i32',
    rows: 'i32',
    units: 'i32',
    scale: 'f32',
  },
  variables: { row: 'i32', at: 'i32' },
  body({ from, fromStep, base, into, rows, units, scale, row, at }) {
    const [value, other, to] = [
      i32.add(from.get, at.get),
      i32.add(base.get, at.get),
      i32.add(into.get, at.get),
    ];
    const scaled = f32x4.multiply(f32x4.splat(scale.get), f32x4.load(other));
    return whileBelow(row, rows.get, i32.constant(1), [
      ...acrossRow(
        at,
        units,
        f32x4.store(to, f32x4.add(f32x4.load(value), scaled)),
        f32.store(to, f32.add(f32.load(value), f32.multiply(scale.get, f32.load(other)))),
      ),
      ...from.set(i32.add(from.get, fromStep.get)),
      ...base.set(i32.add(base.get, units.get)),
      ...into.set(i32.add(into.get, units.get)),
    ]);
  },
});

/** `four` for every four floats of a row of `length` bytes, then `one` for each that is left; `at` is where, in bytes. */
export function acrossRow(at: Local, length: Local, four: Code, one: Code): Code {
  const whole = i32.and(length.get, i32.constant(-16));
  return [
    ...at.set(i32.constant(0)),
    ...whileBelow(at, whole, i32.constant(16), four),
    ...whileBelow(at, length.get, i32.constant(4), one),
  ];
}

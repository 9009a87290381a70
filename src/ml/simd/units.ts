import { f32, f32x4, i32, whileBelow, type Code, type Local, type Routine } from './assembler';

/** into[i] = max(0, u[i] + bias[i mod units]) for `rows` rows of `units` floats; `units` counts bytes. */
export const rectify: Routine = {
  name: 'rectify',
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32'],
  body(parameters, variable) {
    const [u, bias, into, rows, units] = parameters as FiveOf<Local>;
    const [row, at] = [variable('i32'), variable('i32')];
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
};

/** gradient[i] = 0 where rectified[i] is not above 0; both have `length` bytes, a multiple of 16. */
export const gate: Routine = {
  name: 'gate',
  parameters: ['i32', 'i32', 'i32'],
  body(parameters, variable) {
    const [gradient, rectified, length] = parameters as ThreeOf<Local>;
    const at = variable('i32');
    const [place, unit] = [i32.add(gradient.get, at.get), i32.add(rectified.get, at.get)];
    const isOn = f32x4.above(f32x4.load(unit), f32x4.zero);
    const step = f32x4.store(place, f32x4.and(f32x4.load(place), isOn));
    return whileBelow(at, length.get, i32.constant(16), step);
  },
};

/** into[unit] = Σ_row values[row, unit]; `units` counts bytes. */
export const columnSums: Routine = {
  name: 'columnSums',
  parameters: ['i32', 'i32', 'i32', 'i32'],
  body(parameters, variable) {
    const [values, into, rows, units] = parameters as FourOf<Local>;
    const [row, at] = [variable('i32'), variable('i32')];
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
};

/** into [columns, rows] = values [rows, columns] transposed. */
export const transpose: Routine = {
  name: 'transpose',
  parameters: ['i32', 'i32', 'i32', 'i32'],
  body(parameters, variable) {
    const [values, into, rows, columns] = parameters as FourOf<Local>;
    const [row, column, to] = [variable('i32'), variable('i32'), variable('i32')];
    const float = i32.constant(4);
    const move = [
      ...f32.store(to.get, f32.load(values.get)),
      ...values.set(i32.add(values.get, float)),
      ...to.set(i32.add(to.get, i32.multiply(rows.get, float))),
    ];
    return whileBelow(row, rows.get, i32.constant(1), [
      ...column.set(i32.constant(0)),
      ...to.set(i32.add(into.get, i32.multiply(row.get, float))),
      ...whileBelow(column, columns.get, i32.constant(1), move),
    ]);
  },
};

type ThreeOf<T> = readonly [T, T, T];
type FourOf<T> = readonly [T, T, T, T];
type FiveOf<T> = readonly [T, T, T, T, T];

/** `four` for every four floats of a row of `length` bytes, then `one` for each that is left; `at` is where, in bytes. */
function acrossRow(at: Local, length: Local, four: Code, one: Code): Code {
  const whole = i32.and(length.get, i32.constant(-16));
  return [
    ...at.set(i32.constant(0)),
    ...whileBelow(at, whole, i32.constant(16), four),
    ...whileBelow(at, length.get, i32.constant(4), one),
  ];
}

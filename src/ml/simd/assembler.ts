/** Bytes of WebAssembly that leave a value on the stack, or none. */
export type Code = readonly number[];

export type ValueType = 'i32' | 'f32' | 'v128';

/** A parameter or a variable of a function. */
export type Local = { get: Code; set(value: Code): Code };

/** Makes a local that starts at 0. */
export type Variable = (type: ValueType) => Local;

/** One exported function, which returns nothing. */
export type Routine = {
  name: string;
  parameters: readonly ValueType[];
  body(parameters: readonly Local[], variable: Variable): Code;
};

/** A routine whose parameters, and variables that start at 0, go by name. Addresses, steps and lengths are in bytes. */
export function defineRoutine<P extends string, V extends string = never>(routine: {
  name: string;
  parameters: Record<P, ValueType>;
  variables?: Record<V, ValueType>;
  body(local: Record<P | V, Local>, variable: Variable): Code;
}): Routine {
  const names = Object.keys(routine.parameters) as P[];
  const variables = Object.entries(routine.variables ?? {}) as [V, ValueType][];
  return {
    name: routine.name,
    parameters: names.map((name) => routine.parameters[name]),
    body(parameters, variable) {
      const named = [
        ...names.map((name, index) => [name, parameters[index]]),
        ...variables.map(([name, type]) => [name, variable(type)]),
      ];
      return routine.body(Object.fromEntries(named) as Record<P | V, Local>, variable);
    },
  };
}

/** A module of the routines, which work in the imported memory `env.memory` (WebAssembly binary format, core spec 2.0, §5). */
export function assemble(routines: readonly Routine[]): Uint8Array<ArrayBuffer> {
  const types = routines.map(({ parameters }) => [
    0x60,
    ...vector(parameters.map((type) => [typeCodes[type]])),
    0,
  ]);
  const memory = [...text('env'), ...text('memory'), 0x02, 0x00, 0x01];
  const exported = routines.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([memory])),
    ...section(3, vector(routines.map((_, index) => unsigned(index)))),
    ...section(7, vector(exported)),
    ...section(10, vector(routines.map(functionCode))),
  ]);
}

function functionCode({ parameters, body }: Routine): Code {
  const variables: ValueType[] = [];
  const localAt = (index: number): Local => ({
    get: [0x20, ...unsigned(index)],
    set: (value) => [...value, 0x21, ...unsigned(index)],
  });
  const code = body(
    parameters.map((_, index) => localAt(index)),
    (type) => localAt(parameters.length + variables.push(type) - 1),
  );
  const locals = variables.map((type) => [1, typeCodes[type]]);
  const bytes = [...vector(locals), ...code, end];
  return [...unsigned(bytes.length), ...bytes];
}

const typeCodes: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const end = 0x0b;

/** Whole numbers of 32 bits: addresses and counts. */
export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: operator(0x6a),
  subtract: operator(0x6b),
  multiply: operator(0x6c),
  and: operator(0x71),
  or: operator(0x72),
  lessThan: operator(0x49),
  isZero: (value: Code): Code => [...value, 0x45],
  equal: operator(0x46),
  shiftRight: operator(0x76),
  load: (address: Code): Code => [...address, 0x28, 2, 0],
  store: (address: Code, value: Code): Code => [...address, ...value, 0x36, 2, 0],
  /** The smaller of two that are not negative. */
  least: (left: Code, right: Code): Code => [...left, ...right, ...left, ...right, 0x49, 0x1b],
};

/** Single floats. */
export const f32 = {
  load: (address: Code, offset = 0): Code => [...address, 0x2a, 2, ...unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    0x38,
    2,
    ...unsigned(offset),
  ],
  zero: [0x43, 0, 0, 0, 0] as Code,
  from: (whole: Code): Code => [...whole, 0xb2],
  add: operator(0x92),
  subtract: operator(0x93),
  multiply: operator(0x94),
  max: operator(0x97),
  constant: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  equal: operator(0x5b),
  below: operator(0x5d),
  above: operator(0x5e),
};

/** Four floats side by side. */
export const f32x4 = {
  load: (address: Code, offset = 0): Code => [...address, ...vectorOpcode(0x00), 2, ...unsigned(offset)],
  /** One float in memory, four times. */
  loadSplat: (address: Code): Code => [...address, ...vectorOpcode(0x09), 2, 0],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...vectorOpcode(0x0b),
    2,
    ...unsigned(offset),
  ],
  zero: [...vectorOpcode(0x0c), ...Array.from({ length: 16 }, () => 0)] as Code,
  total: (value: Code): Code => acrossLanes(value, 0x1f, 0x92),
  least: (value: Code): Code => acrossLanes(value, 0x1f, 0x96),
  most: (value: Code): Code => acrossLanes(value, 0x1f, 0x97),
  /** Lanes of both, those of `right` counted from 4. */
  shuffle: (left: Code, right: Code, lanes: readonly number[]): Code => [
    ...left,
    ...right,
    ...vectorOpcode(0x0d),
    ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
  splat: (value: Code): Code => [...value, ...vectorOpcode(0x13)],
  /** All bits of a lane set where left > right. */
  above: operator(...vectorOpcode(0x44)),
  /** All bits of a lane set where left ≤ right. */
  atMost: operator(...vectorOpcode(0x45)),
  /** Is any bit set? */
  isAny: (value: Code): Code => [...value, ...vectorOpcode(0x53)],
  and: operator(...vectorOpcode(0x4e)),
  add: operator(...vectorOpcode(0xe4)),
  subtract: operator(...vectorOpcode(0xe5)),
  multiply: operator(...vectorOpcode(0xe6)),
  min: operator(...vectorOpcode(0xe8)),
  max: operator(...vectorOpcode(0xe9)),
  /** The right one where it is below the left one, else the left one: also where the right one is not a number. */
  lowered: operator(...vectorOpcode(0xea)),
};

/** Four whole numbers side by side; a lane with all bits set is −1. */
export const i32x4 = {
  total: (value: Code): Code => acrossLanes(value, 0x1b, 0x6a),
  subtract: operator(...vectorOpcode(0xb1)),
};

function acrossLanes(value: Code, extract: number, join: number): Code {
  const lane = (index: number): Code => [...value, ...vectorOpcode(extract), index];
  return [...lane(0), ...lane(1), join, ...lane(2), ...lane(3), join, join];
}

/** Does `body` for `at` from its present value, by `step`, while it is below `limit`. */
export function whileBelow(at: Local, limit: Code, step: Code, body: Code): Code {
  const isDone = [...at.get, ...limit, 0x4f];
  return [
    ...[0x02, 0x40, 0x03, 0x40],
    ...[...isDone, 0x0d, 1],
    ...body,
    ...at.set(i32.add(at.get, step)),
    ...[0x0c, 0, end, end],
  ];
}

/** Does `body` as long as the condition is not 0. */
export function whileSet(condition: Code, body: Code): Code {
  return [...[0x02, 0x40, 0x03, 0x40], ...condition, ...[0x45, 0x0d, 1], ...body, ...[0x0c, 0, end, end]];
}

/** One of two pieces of code. */
export function either(condition: Code, then: Code, otherwise: Code = []): Code {
  return [...condition, 0x04, 0x40, ...then, 0x05, ...otherwise, end];
}

function operator(...opcode: number[]): (left: Code, right: Code) => Code {
  return (left, right) => [...left, ...right, ...opcode];
}

function vectorOpcode(code: number): number[] {
  return [0xfd, ...unsigned(code)];
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): Code {
  return vector(Array.from(value, (letter) => [letter.charCodeAt(0)]));
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const [low, rest] = [value & 127, value >> 7];
  const isLast = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0);
  return isLast ? [low] : [low | 128, ...signed(rest)];
}

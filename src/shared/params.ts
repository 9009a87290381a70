import { WorkbenchError } from './errors';

/** One setting, declared once as data; the form, the flag, the validation and the sweep axis derive from it. */
export type ParamSpec = {
  kind: 'number' | 'integer';
  label: string;
  /** What it does, in one sentence, shown in the form and in `--help`. */
  help: string;
  default: number;
  /** Smallest legal value; with `exclusiveMin` the value itself is illegal. */
  min?: number;
  exclusiveMin?: boolean;
  max?: number;
  /** How a slider or a sweep spaces values. */
  scale?: 'linear' | 'log';
};

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
/** Values by parameter name, e.g. `{ margin: 0.7, learningRate: 0.05 }`. */
export type ParamValues = Readonly<Record<string, number>>;

/** Fills in defaults and checks every value; throws `bad-input` naming the flag, the value and the legal range. */
export function resolveParams(specs: ParamSpecs, given: ParamValues): Record<string, number> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(specs, name)) {
      throw new WorkbenchError(
        'bad-input',
        `${flagOf(name)} does not apply here.`,
        `Settings that apply: ${Object.keys(specs).map(flagOf).join(', ') || 'none'}.`,
      );
    }
  }
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const value = given[name] ?? spec.default;
      const fault = faultOf(spec, value);
      if (fault)
        throw new WorkbenchError(
          'bad-input',
          `${flagOf(name)} is ${value}, but ${fault}.`,
          `${spec.help} Default: ${spec.default}.`,
        );
      return [name, value];
    }),
  );
}

/** Says what is wrong with a value ("it must be …"), or `undefined` when it is legal. */
export function faultOf(spec: ParamSpec, value: number): string | undefined {
  if (!Number.isFinite(value)) return 'it must be a finite number';
  if (spec.kind === 'integer' && !Number.isSafeInteger(value)) return 'it must be a whole number';
  const { min, max } = spec;
  if (min !== undefined && (spec.exclusiveMin ? value <= min : value < min))
    return `it must be ${spec.exclusiveMin ? 'greater than' : 'at least'} ${min}`;
  if (max !== undefined && value > max) return `it must be at most ${max}`;
  return undefined;
}

/** `learningRate` → `--learning-rate`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

import { Option, type Command, type OptionValues } from 'commander';
import { engineChoices } from '@shared/engine-choice';
import type { RunRequest } from '@shared/run';
import { flagOf, type ParamSpec } from '@shared/params';
import { distances } from '@ml/distances/index';
import { allParamSpecs, presetParamSpecs } from '@ml/distances/resolve';
import { embeddings } from '@ml/embeddings/index';
import { losses } from '@ml/losses/index';
import { normalizers } from '@ml/normalizers/index';
import { optimizers } from '@ml/optimizers/index';
import { samplers } from '@ml/samplers/index';
import { countValue, given, listValue, numberValue, rateValue } from './values';

/** The parts of a distance that a flag of the same name can replace. */
const parts = {
  embedding: { entries: embeddings, help: 'what maps an image to a vector' },
  loss: { entries: losses, help: 'what training makes small' },
  optimizer: { entries: optimizers, help: 'how a gradient changes the weights' },
  sampler: { entries: samplers, help: 'how batches are put together' },
  normalizer: { entries: normalizers, help: 'how pixels become numbers' },
} as const;

/** Can the distance come from elsewhere? */
type DistanceFlag = { distance?: 'required' | 'optional' };

/** Adds every flag of `train`; those of the settings come from the registries, so that a new part brings its own. */
export function addTrainOptions(command: Command, { distance = 'required' }: DistanceFlag = {}): void {
  const distanceFlag = new Option('--distance <id>', `distance to learn: ${idsOf(distances)}`);
  command
    .requiredOption('--dataset <name>', 'dataset to train on')
    .addOption(distanceFlag.makeOptionMandatory(distance === 'required'))
    .option('-k <number>', 'neighbours that vote (default: 36)', numberValue)
    .option('--name <text>', 'name of the run, for people')
    .option('--tag <text>', 'tag of the run; may be given several times', listValue)
    .option('--seed <number>', 'seed of every choice made by chance (default: 0)', countValue)
    .addOption(new Option('--engine <engine>', 'what computes (default: auto)').choices(engineChoices));
  command.optionsGroup('Settings (those that apply depend on the distance):');
  for (const [name, spec] of Object.entries(allParamSpecs())) {
    const [value, read] = name === 'learningRate' ? ['number|auto', rateValue] : ['number', numberValue];
    command.option(`${flagOf(name)} <${value}>`, `${spec.help} (${defaultsOf(name, spec)})`, read);
  }
  command.optionsGroup("Other parts than the distance's own:");
  for (const [name, { entries, help }] of Object.entries(parts)) {
    command.option(`${flagOf(name)} <id>`, `${help}: ${idsOf(entries)}`);
  }
}

/** What the flags ask for; everything that was not given is left to the distance's defaults. */
export function requestOf(options: OptionValues): RunRequest {
  const { learningRate, ...others } = pick(options, Object.keys(allParamSpecs()));
  const isAuto = learningRate === 'auto';
  const params = given({ ...others, learningRate: isAuto ? undefined : learningRate });
  return {
    ...given(pick(options, ['dataset', 'distance', 'k', 'seed', 'engine', 'name', ...Object.keys(parts)])),
    ...(options['tag'] === undefined ? {} : { tags: options['tag'] }),
    params,
    ...(isAuto ? { autoLearningRate: true } : {}),
    ...(options['everyEpoch'] ? { everyEpoch: true } : {}),
  } as RunRequest;
}

function pick(options: OptionValues, names: readonly string[]): OptionValues {
  return Object.fromEntries(names.map((name) => [name, options[name]]));
}

function idsOf(entries: readonly { id: string }[]): string {
  return entries.map((entry) => entry.id).join(', ');
}

/** "default: 0.05", with the distances that have another one: "default: 100, l2-min: 80". */
function defaultsOf(name: string, spec: ParamSpec): string {
  const others = distances.flatMap((distance) => {
    const own = presetParamSpecs(distance)[name]?.default;
    return own === undefined || own === spec.default ? [] : [`${distance.id}: ${own}`];
  });
  return [`default: ${spec.default}`, ...others].join(', ');
}

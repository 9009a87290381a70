import { WorkbenchError } from '@shared/errors';
import { resolveParams, type ParamSpecs } from '@shared/params';
import type { RunConfig, runRequestSchema } from '@shared/run';
import type { z } from 'zod';
import { paramSpecsOf, partsOf, type PartIds } from '../parts';
import { distances } from './index';
import type { Distance } from './distance';

export { allParamSpecs } from '../parts';

/** Completes a request: every part named and every setting given. Throws `bad-input` for what cannot be run. */
export function resolveRunConfig(request: z.output<typeof runRequestSchema>): RunConfig {
  const distance = distanceOf(request.distance);
  const ids = partIdsOf(distance, request);
  refuseIdleParts(distance, ids, request);
  const params = resolveParams(presetParamSpecs(distance, ids), request.params);
  if (!Number.isSafeInteger(request.k) || request.k < 1) {
    throw new WorkbenchError(
      'bad-input',
      `k is ${request.k}, but it must be a whole number of at least 1.`,
      'Default: 36.',
    );
  }
  return {
    dataset: request.dataset,
    distance: distance.id,
    ...ids,
    params,
    k: request.k,
    seed: request.seed,
    engine: request.engine,
    ...(request.autoLearningRate && ids.loss !== null ? { autoLearningRate: true } : {}),
    ...(request.everyEpoch && ids.loss !== null ? { everyEpoch: true } : {}),
    ...(ids.loss === null ? {} : { initialisation: 'ziggurat' }),
  };
}

/** The settings of a distance's parts (or of those put in their place), with the distance's own defaults. */
export function presetParamSpecs(distance: Distance, ids: PartIds = partIdsOf(distance, {})): ParamSpecs {
  const specs = paramSpecsOf(partsOf(ids));
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      { ...spec, default: distance.defaults[name] ?? spec.default },
    ]),
  );
}

/** An optimizer or a sampler without a loss would be ignored, so asking for one is a mistake. */
function refuseIdleParts(distance: Distance, ids: PartIds, chosen: PartChoice): void {
  const idle = (['optimizer', 'sampler'] as const).find(
    (kind) => ids.loss === null && chosen[kind] !== undefined,
  );
  if (!idle) return;
  throw new WorkbenchError(
    'bad-input',
    `--${idle} does not apply: the distance "${distance.id}" trains nothing.`,
    'Leave it out, or choose a distance with a loss.',
  );
}

type PartChoice = { [K in keyof PartIds]?: string | undefined };

/** A distance's parts, with the ones that were chosen otherwise. */
export function partIdsOf(distance: Distance, chosen: PartChoice): PartIds {
  const loss = chosen.loss ?? distance.loss;
  return {
    embedding: chosen.embedding ?? distance.embedding,
    loss,
    optimizer: loss === null ? null : (chosen.optimizer ?? distance.optimizer ?? 'sgd'),
    sampler: loss === null ? null : (chosen.sampler ?? distance.sampler ?? 'shuffle'),
    normalizer: chosen.normalizer ?? distance.normalizer,
  };
}

/** The distance of that id; throws `bad-input` naming those there are. */
export function distanceOf(id: string): Distance {
  const found = distances.find((distance) => distance.id === id);
  if (found) return found;
  throw new WorkbenchError(
    'bad-input',
    `There is no distance "${id}".`,
    `Choose one of: ${distances.map((distance) => distance.id).join(', ')}.`,
  );
}

import type { z } from 'zod';
import { WorkbenchError } from '@shared/errors';
import { faultOf, flagOf, type ParamSpecs } from '@shared/params';
import type { SweepAxis, SweepConfig, sweepRequestSchema } from '@shared/sweep';
import { distanceOf, partIdsOf, presetParamSpecs, resolveRunConfig } from '../distances/resolve';
import { kSpec, maxConfigurations } from './axes';

/** Completes a request: every setting given and every value of every axis legal. Throws `bad-input` for what cannot be run. */
export function resolveSweep(request: z.output<typeof sweepRequestSchema>): SweepConfig {
  const { axes, folds, outerFolds, workers = null } = request;
  const distance = distanceOf(request.distance);
  const specs = { ...presetParamSpecs(distance, partIdsOf(distance, request)), k: kSpec };
  axes.forEach((axis) => checkAxis(axis, axes, specs, request.params));
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > maxConfigurations) {
    throw new WorkbenchError(
      'bad-input',
      `The sweep would have ${count} configurations, and ${maxConfigurations} is the most.`,
      'Vary fewer settings, or give fewer values.',
    );
  }
  if (folds === 1 || outerFolds === 1) {
    throw new WorkbenchError(
      'bad-input',
      `${folds === 1 ? '--folds' : '--outer-folds'} is 1, but one fold leaves nothing to train on.`,
      'Ask for 2 or more, or 0 for none.',
    );
  }
  if (folds === 0 && outerFolds > 0) {
    throw new WorkbenchError(
      'bad-input',
      'Outer folds need folds to choose on inside each of them.',
      'Give --folds 5, say, or leave --outer-folds out.',
    );
  }
  const base = resolveRunConfig(request);
  refuseEarlyStop(base.params, axes);
  return { base, axes, folds, outerFolds, workers };
}

/** Fits of a sweep are trained side by side for the same number of epochs. */
function refuseEarlyStop(params: Record<string, number>, axes: readonly SweepAxis[]): void {
  if (!params.satisfiedEpochs && !axes.some(({ name }) => name === 'satisfiedEpochs')) return;
  throw new WorkbenchError(
    'bad-input',
    'A sweep cannot stop its fits early: they are trained side by side.',
    'Leave --satisfied-epochs out, or vary the number of epochs.',
  );
}

function checkAxis(
  axis: SweepAxis,
  axes: readonly SweepAxis[],
  specs: ParamSpecs,
  params: Record<string, number>,
): void {
  const { name, values } = axis;
  if (!Object.hasOwn(specs, name)) {
    throw new WorkbenchError(
      'bad-input',
      `"${name}" cannot be varied here.`,
      `What can be varied with this distance: ${Object.keys(specs).join(', ')}.`,
    );
  }
  if (axes.some((other) => other !== axis && other.name === name)) {
    throw new WorkbenchError(
      'bad-input',
      `"${name}" is varied twice.`,
      `Put all its values in one, as in --vary ${name}=${values.slice(0, 2).join(',')},…`,
    );
  }
  if (Object.hasOwn(params, name)) {
    throw new WorkbenchError(
      'bad-input',
      `"${name}" is both fixed by ${flagOf(name)} ${params[name]} and varied.`,
      `Leave ${flagOf(name)} or --vary ${name}=… out.`,
    );
  }
  if (new Set(values).size < values.length) {
    throw new WorkbenchError('bad-input', `A value of "${name}" is given twice.`, 'Give every value once.');
  }
  for (const value of values) {
    const fault = faultOf(specs[name]!, value);
    if (!fault) continue;
    throw new WorkbenchError(
      'bad-input',
      `${name} is varied over ${value}, but ${fault}.`,
      specs[name]!.help,
    );
  }
}

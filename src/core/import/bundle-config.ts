import { distanceOf } from '@ml/distances/resolve';
import { paramSpecsOf, partsOf } from '@ml/parts';
import { WorkbenchError } from '@shared/errors';
import { resolveParams } from '@shared/params';
import type { BundleManifest } from '../exports/bundle-manifest';

/** Says why a run with these settings could not have been started here; null when it could. */
export function faultOfConfig({ config, epochs }: BundleManifest['run']): string | null {
  try {
    distanceOf(config.distance);
    resolveParams(paramSpecsOf(partsOf(config)), config.params);
  } catch (error) {
    if (error instanceof WorkbenchError) return `its settings are not such: ${error.message.slice(0, 200)}`;
    throw error;
  }
  const { k, seed, dataset, loss, params } = config;
  if (k < 1) return `its k is ${k}`;
  if (seed < 0 || seed >= 2 ** 31) return `its seed is ${seed}`;
  if (dataset.length < 1 || dataset.length > 80) return 'its dataset has no name, or one that is too long';
  return epochs === (loss === null ? 0 : params['epochs']) ? null : `it says that it has ${epochs} epochs`;
}

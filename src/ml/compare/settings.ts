import type { SettingRow } from '@shared/compare';
import type { RunConfig, RunSummary } from '@shared/run';
import { distanceWords } from '../distances/words';
import { allParamSpecs } from '../parts';

/** What is compared of a run that is there. */
export type SettledRun = Pick<RunSummary, 'config' | 'datasetHash' | 'engine' | 'path'> & {
  versions: Readonly<Record<string, string>>;
};

type Value = string | number | null;
type Line = { key: string; label: string; isProvenance: boolean; of: (run: SettledRun) => Value };

/** Every setting of any of the runs, then where their results come from; null stands for a run that is not there. */
export function settingRows(runs: readonly (SettledRun | null)[]): SettingRow[] {
  const there = runs.filter((run) => run !== null);
  return [...settingLines(there), ...provenanceLines(there)]
    .map(({ of, ...line }) => {
      const values = runs.map((run) => run && of(run));
      const known = there.map(of);
      return { ...line, values, differs: known.some((value) => value !== known[0]) };
    })
    .filter(({ values }) => values.some((value) => value !== null));
}

function settingLines(runs: readonly SettledRun[]): Line[] {
  const setting = (key: string, label: string, of: (config: RunConfig) => Value): Line => ({
    key,
    label,
    isProvenance: false,
    of: (run) => of(run.config),
  });
  const specs = allParamSpecs();
  const params = [...new Set(runs.flatMap(({ config }) => Object.keys(config.params)))];
  return [
    setting('dataset', 'Dataset', (config) => config.dataset),
    setting('distance', 'Distance', distanceWords),
    setting('embedding', 'Embedding', (config) => config.embedding),
    setting('loss', 'Loss', (config) => config.loss),
    setting('optimizer', 'Optimizer', (config) => config.optimizer),
    setting('sampler', 'Sampler', (config) => config.sampler),
    setting('normalizer', 'Input', (config) => config.normalizer),
    ...params.map((name) =>
      setting(name, specs[name]?.label ?? name, (config) => config.params[name] ?? null),
    ),
    setting('autoLearningRate', 'Learning rate found', (config) => (config.autoLearningRate ? 'yes' : null)),
    setting('k', 'Neighbours k', (config) => config.k),
    setting('seed', 'Seed', (config) => config.seed),
  ];
}

function provenanceLines(runs: readonly SettledRun[]): Line[] {
  const fact = (key: string, label: string, of: (run: SettledRun) => Value): Line => ({
    key,
    label,
    isProvenance: true,
    of,
  });
  const packages = [...new Set(runs.flatMap(({ versions }) => Object.keys(versions)))];
  return [
    fact('datasetHash', 'Data (SHA-256)', (run) => run.datasetHash),
    fact('engine', 'Engine', ({ engine }) => engine && `${engine.name} ${engine.version}`),
    fact('path', 'Path', (run) => run.path),
    fact('everyEpoch', 'Scored', ({ config }) => (config.everyEpoch ? 'every epoch' : null)),
    ...packages.map((name) => fact(`version ${name}`, name, (run) => run.versions[name] ?? null)),
  ];
}

import { distances } from '@ml/distances/index';
import { presetParamSpecs, distanceOf, partIdsOf } from '@ml/distances/resolve';
import { distanceWords } from '@ml/distances/words';
import type { PartIds } from '@ml/parts';
import type { RunConfig, RunSummary } from '@shared/run';
import { partLabel, pathLabels, shortPartLabel } from './part-words';
import { duration, exactMoment } from './times';

/** A line of a list of facts; `title` is shown in full on hover. */
export type Fact = { label: string; value: string; title?: string; mono?: boolean };

/** What was asked, in words: the parts first, then every setting. */
export function settingsOf(config: RunConfig): Fact[] {
  const { embedding, loss, optimizer, sampler, normalizer, params } = config;
  const specs = specsOf(config);
  return [
    { label: 'Dataset', value: config.dataset },
    { label: 'Distance', value: distanceWords(config) },
    { label: 'Embedding', value: partLabel('embedding', embedding) },
    ...(loss ? [{ label: 'Loss', value: partLabel('loss', loss) }] : []),
    ...(optimizer ? [{ label: 'Optimizer', value: partLabel('optimizer', optimizer) }] : []),
    ...(sampler ? [{ label: 'Sampler', value: partLabel('sampler', sampler) }] : []),
    { label: 'Input', value: partLabel('normalizer', normalizer) },
    ...Object.entries(params).map(([name, value]) => ({
      label: specs[name]?.label ?? name,
      value: String(value),
    })),
    { label: 'Neighbours k', value: String(config.k) },
    { label: 'Seed', value: String(config.seed) },
  ];
}

/** A run in one line: "Triplet on “photos” · Linear, Epochs 20 · seed 0". */
export function subtitleOf(config: RunConfig): string {
  const what = `${distanceWords(config)} on “${config.dataset}”`;
  return [what, changedSettings(config), `seed ${config.seed}`].filter(Boolean).join(' · ');
}

/** The parts and settings that differ from the distance's own, briefly: "Linear, Margin α 0.37, Epochs 20". */
export function changedSettings(config: RunConfig): string {
  const words = knownChanges.get(config) ?? describeChanges(config);
  knownChanges.set(config, words);
  return words;
}

/** Rows of long tables ask again whenever they are scrolled to. */
const knownChanges = new WeakMap<RunConfig, string>();

function describeChanges(config: RunConfig): string {
  const specs = specsOf(config);
  const changed = Object.entries(config.params).filter(([name, value]) => specs[name]?.default !== value);
  const settings = changed.map(
    ([name, value]) => `${specs[name]?.label ?? name} ${Number(value.toPrecision(4))}`,
  );
  return [...changedParts(config), ...settings].join(', ');
}

function changedParts(config: RunConfig): string[] {
  const preset = distances.find(({ id }) => id === config.distance);
  if (!preset) return [];
  const own = partIdsOf(preset, {});
  const kinds = Object.keys(own) as (keyof PartIds)[];
  return kinds.flatMap((kind) => {
    const id = config[kind];
    return id === null || id === own[kind] ? [] : [shortPartLabel(kind, id)];
  });
}

/** Where a result comes from: enough to make it again. */
export function provenanceOf(run: RunSummary & { versions?: Record<string, string> }): Fact[] {
  const { engine, timing } = run;
  return [
    { label: 'Run', value: run.id, mono: true },
    { label: 'Data (SHA-256)', value: run.datasetHash.slice(0, 12), title: run.datasetHash, mono: true },
    {
      label: 'Engine',
      value: engine ? `${engine.name} ${engine.version}` : '–',
      ...(engine ? { title: engine.why } : {}),
    },
    { label: 'Path', value: run.path ? (pathLabels[run.path] ?? run.path) : '–' },
    { label: 'Started', value: run.startedAt ? exactMoment(run.startedAt) : '–' },
    { label: 'Training', value: duration(timing?.trainMs) },
    { label: 'Evaluation', value: duration(timing?.evaluateMs) },
    { label: 'In all', value: duration(timing?.totalMs) },
    ...Object.entries(run.versions ?? {})
      .filter(([, value]) => value !== engine?.version)
      .map(([name, value]) => ({ label: versionLabels[name] ?? name, value })),
  ];
}

const versionLabels: Readonly<Record<string, string>> = {
  node: 'Node.js',
  engine: 'Engine version',
  threads: 'Threads',
};

function specsOf(config: RunConfig): ReturnType<typeof presetParamSpecs> {
  try {
    return presetParamSpecs(distanceOf(config.distance), config);
  } catch {
    return {};
  }
}

import { presetParamSpecs, distanceOf } from '@ml/distances/resolve';
import { embeddings } from '@ml/embeddings/index';
import { losses } from '@ml/losses/index';
import { normalizers } from '@ml/normalizers/index';
import { optimizers } from '@ml/optimizers/index';
import { samplers } from '@ml/samplers/index';
import type { RunConfig, RunSummary } from '@shared/run';
import { distanceLabel } from './run-words';
import { duration, exactMoment } from './times';

/** A line of a list of facts; `title` is shown in full on hover. */
export type Fact = { label: string; value: string; title?: string; mono?: boolean };

/** What was asked, in words: the parts first, then every setting. */
export function settingsOf(config: RunConfig): Fact[] {
  const { embedding, loss, optimizer, sampler, normalizer, params } = config;
  const specs = specsOf(config);
  return [
    { label: 'Dataset', value: config.dataset },
    { label: 'Distance', value: distanceLabel(config.distance) },
    { label: 'Embedding', value: labelOf(embeddings, embedding) },
    ...(loss ? [{ label: 'Loss', value: labelOf(losses, loss) }] : []),
    ...(optimizer ? [{ label: 'Optimizer', value: labelOf(optimizers, optimizer) }] : []),
    ...(sampler ? [{ label: 'Sampler', value: labelOf(samplers, sampler) }] : []),
    { label: 'Input', value: labelOf(normalizers, normalizer) },
    ...Object.entries(params).map(([name, value]) => ({
      label: specs[name]?.label ?? name,
      value: String(value),
    })),
    { label: 'Neighbours k', value: String(config.k) },
    { label: 'Seed', value: String(config.seed) },
  ];
}

/** The settings that differ from the distance's own, briefly: "Margin α 0.37, Epochs 20". */
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
  return changed
    .map(([name, value]) => `${specs[name]?.label ?? name} ${Number(value.toPrecision(4))}`)
    .join(', ');
}

/** Where a result comes from: enough to make it again. */
export function provenanceOf(run: RunSummary & { versions?: Record<string, string> }): Fact[] {
  const paths = { gram: 'Gram space', direct: 'Direct', none: 'Nothing trained' };
  const { engine, timing } = run;
  return [
    { label: 'Run', value: run.id, mono: true },
    { label: 'Data (SHA-256)', value: run.datasetHash.slice(0, 12), title: run.datasetHash, mono: true },
    {
      label: 'Engine',
      value: engine ? `${engine.name} ${engine.version}` : '–',
      ...(engine ? { title: engine.why } : {}),
    },
    { label: 'Path', value: run.path ? paths[run.path] : '–' },
    { label: 'Started', value: run.startedAt ? exactMoment(run.startedAt) : '–' },
    { label: 'Training', value: duration(timing?.trainMs) },
    { label: 'Evaluation', value: duration(timing?.evaluateMs) },
    { label: 'In all', value: duration(timing?.totalMs) },
    ...Object.entries(run.versions ?? {}).map(([label, value]) => ({ label, value, mono: true })),
  ];
}

/** What a registry calls an id; the id itself when it is not known here. */
function labelOf(registry: readonly { id: string; label: string }[], id: string): string {
  return registry.find((entry) => entry.id === id)?.label ?? id;
}

function specsOf(config: RunConfig): ReturnType<typeof presetParamSpecs> {
  try {
    return presetParamSpecs(distanceOf(config.distance), config);
  } catch {
    return {};
  }
}

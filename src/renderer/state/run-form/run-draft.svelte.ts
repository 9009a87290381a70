import { distanceOf, partIdsOf, presetParamSpecs } from '@ml/distances/resolve';
import { faultOf, type ParamSpec, type ParamSpecs } from '@shared/params';
import type { DatasetSummary } from '@shared/dataset';
import type { PresetSettings } from '@shared/preset';
import type { EngineChoice, RunConfig, RunRequest } from '@shared/run';

export type PartKind = 'embedding' | 'loss' | 'optimizer' | 'sampler' | 'normalizer';

const kSpec: ParamSpec = {
  kind: 'integer',
  label: 'Neighbours k',
  help: 'How many nearest training images vote on the class of an image.',
  default: 36,
  min: 1,
};
const seedSpec: ParamSpec = {
  kind: 'integer',
  label: 'Seed',
  help: 'The same seed gives the same weights, bit for bit.',
  default: 0,
  min: 0,
  max: 2 ** 31 - 1,
};

/** What a person is about to start: texts as typed, and what is wrong with them. */
export class RunDraft {
  dataset = $state<string | null>(null);
  distance = $state('triplet');
  parts = $state.raw<Partial<Record<PartKind, string>>>({});
  texts = $state.raw<Readonly<Record<string, string>>>({});
  engine = $state<EngineChoice>('auto');
  /** Let the trainer find the largest learning rate that holds. */
  autoLearningRate = $state(false);
  /** Score after every epoch. */
  everyEpoch = $state(false);
  name = $state('');
  /** What a repeated run was asked for: what differs from it is marked, and not what differs from the defaults. */
  source = $state.raw<RunConfig | null>(null);

  readonly partIds = $derived(partIdsOf(distanceOf(this.distance), this.parts));
  readonly paramSpecs = $derived<ParamSpecs>(presetParamSpecs(distanceOf(this.distance), this.partIds));
  readonly specs = $derived<ParamSpecs>({ ...this.paramSpecs, k: kSpec, seed: seedSpec });

  text(name: string): string {
    return this.texts[name] ?? String(this.specs[name]?.default ?? '');
  }

  value(name: string): number {
    const text = this.text(name).trim().replace(',', '.');
    return text === '' ? Number.NaN : Number(text);
  }

  /** Says what is wrong with a setting, or undefined. `dataset` bounds k. */
  fault(name: string, dataset: DatasetSummary | undefined): string | undefined {
    const spec = this.specs[name];
    if (!spec) return undefined;
    const bounded = name === 'k' && dataset ? { ...spec, max: dataset.splits.train } : spec;
    const fault = faultOf(bounded, this.value(name));
    if (!fault) return undefined;
    const why =
      name === 'k' && dataset && this.value('k') > dataset.splits.train
        ? ', the number of training images'
        : '';
    return `${fault.charAt(0).toUpperCase()}${fault.slice(1)}${why}.`;
  }

  /** Where a setting starts: at what the repeated run had, else at its default. */
  initial(name: string): number {
    const own = { ...this.source?.params, k: this.source?.k, seed: this.source?.seed }[name];
    return own ?? this.specs[name]?.default ?? 0;
  }

  isChanged(name: string): boolean {
    return this.value(name) !== this.initial(name);
  }

  set(name: string, text: string): void {
    this.texts = { ...this.texts, [name]: text };
  }

  reset(name: string): void {
    this.texts = { ...this.texts, [name]: String(this.initial(name)) };
  }

  /** Picks a distance; settings typed for another one do not follow, k and seed do. */
  pick(distance: string): void {
    this.distance = distance;
    this.parts = {};
    this.source = null;
    this.texts = Object.fromEntries(
      Object.entries(this.texts).filter(([key]) => key === 'k' || key === 'seed'),
    );
  }

  /** Takes over everything that a run was asked for. */
  copy(config: RunConfig): void {
    const { dataset, distance, embedding, loss, optimizer, sampler, normalizer, engine } = config;
    const parts = { embedding, loss, optimizer, sampler, normalizer };
    const own = partIdsOf(distanceOf(distance), {});
    const differs = (kind: PartKind) => parts[kind] !== null && parts[kind] !== own[kind];
    const kinds = (['embedding', 'loss', 'optimizer', 'sampler', 'normalizer'] as const).filter(differs);
    this.parts = Object.fromEntries(kinds.map((kind) => [kind, parts[kind]]));
    const values = { ...config.params, k: config.k, seed: config.seed };
    this.texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    const { autoLearningRate = false, everyEpoch = false } = config;
    Object.assign(this, { dataset, distance, engine, autoLearningRate, everyEpoch });
  }

  /** Sets a run up again, so that only what differs from it is marked. */
  repeat(config: RunConfig): void {
    this.copy(config);
    this.source = config;
  }

  /** Takes a learning rate that a link proposes, or has it found ("auto"); anything else is left out. */
  takeRate(proposed: string | undefined): void {
    if (!('learningRate' in this.paramSpecs)) return;
    if (proposed === 'auto') this.autoLearningRate = true;
    else if (Number(proposed) > 0 && Number.isFinite(Number(proposed)))
      this.set('learningRate', String(Number(proposed)));
  }

  /** Takes over what was typed elsewhere; what it does not say keeps its default. */
  take(request: RunRequest): void {
    const { dataset, distance, embedding, loss, optimizer, sampler, normalizer } = request;
    const given = Object.entries({ embedding, loss, optimizer, sampler, normalizer });
    const values = { ...request.params, k: request.k, seed: request.seed };
    const typed = Object.entries(values).filter(([, value]) => value !== undefined && Number.isFinite(value));
    this.parts = Object.fromEntries(given.filter(([, part]) => part !== undefined));
    this.texts = Object.fromEntries(typed.map(([name, value]) => [name, String(value)]));
    const { engine = 'auto', autoLearningRate = false, everyEpoch = false, name = '' } = request;
    Object.assign(this, { dataset, distance, engine, autoLearningRate, everyEpoch, name });
  }

  /** What a preset asks for together with all that it leaves open: dataset, seed, engine, name, and k if it has none. */
  withPreset({ k = this.value('k'), ...settings }: PresetSettings): RunRequest {
    const { dataset, engine, name } = this;
    return { ...settings, k, dataset: dataset ?? '', seed: this.value('seed'), engine, name };
  }

  /** Sets everything that a preset says. */
  applyPreset(settings: PresetSettings): void {
    this.take(this.withPreset(settings));
    this.source = null;
  }

  /** What a preset of these settings says; only saved when nothing is wrong. */
  presetSettings(): PresetSettings {
    const { distance, params = {}, k, autoLearningRate, everyEpoch } = this.request();
    return {
      distance,
      ...this.parts,
      params,
      ...(k === undefined ? {} : { k }),
      ...(autoLearningRate ? { autoLearningRate } : {}),
      ...(everyEpoch ? { everyEpoch } : {}),
    };
  }

  setPart(kind: PartKind, id: string): void {
    this.parts = { ...this.parts, [kind]: id };
  }

  get params(): Record<string, number> {
    return Object.fromEntries(Object.keys(this.paramSpecs).map((name) => [name, this.value(name)]));
  }

  /** The request as the core wants it; only sent when nothing is wrong. */
  request(): RunRequest {
    const name = this.name.trim();
    return {
      dataset: this.dataset ?? '',
      distance: this.distance,
      ...this.parts,
      params: this.params,
      k: this.value('k'),
      seed: this.value('seed'),
      engine: this.engine,
      ...(this.autoLearningRate && 'learningRate' in this.paramSpecs ? { autoLearningRate: true } : {}),
      ...(this.everyEpoch && 'epochs' in this.paramSpecs ? { everyEpoch: true } : {}),
      ...(name ? { name } : {}),
    };
  }
}

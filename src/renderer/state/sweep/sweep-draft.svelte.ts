import { kSpec } from '@ml/sweep/axes';
import type { ParamSpecs } from '@shared/params';
import type { SweepAxis, SweepConfig, SweepRequest } from '@shared/sweep';
import type { DatasetSummary } from '@shared/dataset';
import type { RunRequest } from '@shared/run';
import { listAxis, newAxis, readAxis, type AxisDraft } from './sweep-axis-draft';
import { RunDraft } from '../run-form/run-draft.svelte';

/** Images that the smallest fit trains on, as the folds are cut without groups: their sizes differ by one at most. */
export function smallestFit(
  train: number,
  { folds, outerFolds }: { folds: number; outerFolds: number },
): number {
  const without = (count: number, parts: number) => (parts > 0 ? count - Math.ceil(count / parts) : count);
  return without(without(train, outerFolds), folds);
}

/** A sweep about to be started: the run that it varies, its axes as typed, and its folds. */
export class SweepDraft {
  readonly run = new RunDraft();
  axes = $state.raw<readonly AxisDraft[]>([]);
  folds = $state(5);
  outerFolds = $state(0);
  /** Trainers side by side; null: one a core. */
  workers = $state<number | null>(null);
  #nextKey = 1;

  /** What can be varied with this distance. */
  readonly axisSpecs = $derived<ParamSpecs>({ ...this.run.paramSpecs, k: kSpec });
  readonly read = $derived(this.axes.map((axis) => readAxis(axis, this.axisSpecs)));
  readonly legalAxes = $derived<SweepAxis[]>(this.read.flatMap(({ axis }) => axis ?? []));
  /** Names that no axis has yet. */
  readonly freeNames = $derived(
    Object.keys(this.axisSpecs).filter((name) => this.axes.every((axis) => axis.name !== name)),
  );
  /** Settings of the run that no axis varies. */
  readonly fixedNames = $derived(
    Object.keys(this.run.paramSpecs).filter((name) => this.freeNames.includes(name)),
  );
  readonly variesK = $derived(!this.freeNames.includes('k'));

  /** Picks a distance, and varies its first margin. */
  pick(distance: string): void {
    this.run.pick(distance);
    this.axes = [];
    const first = Object.keys(this.run.paramSpecs).find((name) => /margin/i.test(name));
    if (first) this.add(first);
  }

  add(name = this.freeNames[0]): void {
    if (name) this.axes = [...this.axes, newAxis(this.#nextKey++, name, this.axisSpecs)];
  }

  remove(key: number): void {
    this.axes = this.axes.filter((axis) => axis.key !== key);
  }

  change(key: number, change: Partial<AxisDraft>): void {
    const { name } = change;
    this.axes = this.axes.map((axis) =>
      axis.key !== key
        ? axis
        : name && name !== axis.name
          ? newAxis(key, name, this.axisSpecs)
          : { ...axis, ...change },
    );
  }

  setFolds(folds: number): void {
    this.folds = folds;
    if (folds === 0) this.outerFolds = 0;
  }

  /** Takes over everything that a sweep was asked for. */
  copy({ base, axes, folds, outerFolds, workers }: SweepConfig): void {
    this.run.copy(base);
    this.axes = axes.map((axis) => listAxis(this.#nextKey++, axis));
    Object.assign(this, { folds, outerFolds, workers });
  }

  /** Varies a run that was typed elsewhere: all its settings stay as they were typed. */
  vary(request: RunRequest): void {
    this.pick(request.distance);
    this.run.take(request);
    this.axes = [];
    const first = Object.keys(this.run.paramSpecs).find((name) => /margin/i.test(name));
    if (first) this.add(first);
  }

  /** Says when k is larger than the smallest fit can bear, in words; undefined when it is not. */
  kFault({ splits }: DatasetSummary): string | undefined {
    const least = smallestFit(splits.train, this);
    const varied = this.legalAxes.find(({ name }) => name === 'k')?.values;
    const k = varied ? Math.max(...varied) : this.run.value('k');
    if (!(k > least)) return undefined;
    return `k is ${k}, but with ${this.outerFolds > 0 ? 'these folds' : `${this.folds} folds`} the smallest fit trains on ${least} images: choose a k of at most ${least}`;
  }

  /** Labels of what is wrong, the axes' first; empty when the sweep can start. */
  faults(dataset: DatasetSummary): string[] {
    const label = (name: string) => this.axisSpecs[name]?.label ?? this.run.specs[name]?.label ?? name;
    const fixed = [...this.fixedNames, 'seed', ...(this.variesK ? [] : ['k'])];
    return [
      ...(this.run.partIds.loss === null ? ['this distance has nothing to train'] : []),
      ...this.axes.flatMap(({ name }, at) => (this.read[at]?.fault ? [`${label(name)} (varied)`] : [])),
      ...fixed.filter((name) => this.run.fault(name, dataset)).map(label),
      ...[this.kFault(dataset) ?? []].flat(),
      ...(this.folds === 0 && dataset.splits.validation === 0 ? ['no validation split to choose on'] : []),
    ];
  }

  /** The request as the core wants it; only sent when nothing is wrong. */
  request(dataset: string): SweepRequest {
    const { params = {}, k, autoLearningRate: _, everyEpoch: __, ...run } = this.run.request();
    const kept = Object.entries(params).filter(([name]) => this.fixedNames.includes(name));
    return {
      ...run,
      ...(k === undefined || this.variesK ? {} : { k }),
      dataset,
      params: Object.fromEntries(kept),
      axes: this.legalAxes,
      folds: this.folds,
      outerFolds: this.outerFolds,
      ...(this.workers === null ? {} : { workers: this.workers }),
    };
  }
}

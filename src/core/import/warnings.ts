import type { ImportOptions } from '@shared/dataset';
import { plural } from '@shared/plural';
import type { FoundDataset } from '../dataset-formats/dataset-format';
import { someOf } from './bad-input';
import type { SizeCount } from './common-size';
import type { SplitPlan } from './split-plan';

/** Classes with fewer training examples than this cannot be cross-validated in the usual five folds. */
const usualFolds = 5;

/** What a person should know about a planned import before doing it; `usable` are the rows that it was planned from. */
export function planWarnings(
  found: FoundDataset,
  usable: readonly number[],
  plan: SplitPlan,
  sizes: readonly SizeCount[],
  options: ImportOptions,
): string[] {
  const emptied = emptiedClasses(found, usable);
  return [
    ...similarClasses(found.classNames.filter((name) => !emptied.includes(name))),
    ...(emptied.length > 0
      ? [`${classesHave(emptied.length)} no image that can be read: ${someOf(emptied)}.`]
      : []),
    ...tinyClasses(found, plan, emptied),
    ...mixedSizes(sizes, options),
    ...ownSplits(found, usable, plan, options),
    ...tornGroups(found, plan),
  ];
}

/** Two folders of one class, most likely: "Cat" beside "cat". */
function similarClasses(names: readonly string[]): string[] {
  const bySound = new Map<string, string[]>();
  for (const name of names) {
    const sound = name.normalize('NFC').toLowerCase().replace(/\s/g, '');
    bySound.set(sound, [...(bySound.get(sound) ?? []), name]);
  }
  const similar = [...bySound.values()].filter((group) => group.length > 1).flat();
  if (similar.length === 0) return [];
  const quoted = someOf(
    similar.map((name) => JSON.stringify(name)),
    6,
  );
  return [`Some class names differ only in capitals or spaces: ${quoted}. Each is a class of its own.`];
}

/** Classes of which nothing is usable, although the source has something of them. */
function emptiedClasses({ classNames, labels }: FoundDataset, usable: readonly number[]): string[] {
  if (usable.length === labels.length) return [];
  const left = new Set(usable.map((row) => labels[row]));
  const emptied = new Set(labels.filter((label) => !left.has(label)));
  return classNames.filter((_, label) => emptied.has(label));
}

function tinyClasses(found: FoundDataset, plan: SplitPlan, emptied: readonly string[]): string[] {
  const counts = found.classNames.map(() => 0);
  for (const row of plan.train) counts[found.labels[row] ?? 0] = (counts[found.labels[row] ?? 0] ?? 0) + 1;
  const named = (from: number, to: number) =>
    found.classNames.filter((_, c) => (counts[c] ?? 0) >= from && (counts[c] ?? 0) <= to);
  const none = named(0, 0).filter((name) => !emptied.includes(name));
  const few = named(1, usualFolds - 1);
  return [
    ...(none.length > 0 ? [`${classesHave(none.length)} no training examples: ${someOf(none)}.`] : []),
    ...(few.length > 0
      ? [`${classesHave(few.length)} fewer than ${usualFolds} training examples: ${someOf(few)}.`]
      : []),
  ];
}

const classesHave = (count: number): string => plural(count, 'class has', 'classes have');

function mixedSizes(sizes: readonly SizeCount[], options: ImportOptions): string[] {
  const [first] = sizes;
  if (first === undefined || sizes.length < 2) return [];
  const [height, width] = options.size ?? [first.height, first.width];
  return [`The images have ${sizes.length} different sizes; all are scaled to ${height} × ${width}.`];
}

function ownSplits(
  found: FoundDataset,
  usable: readonly number[],
  plan: SplitPlan,
  options: ImportOptions,
): string[] {
  const count = (name: string) => usable.filter((row) => found.splits[row] === name).length;
  const test = count('test');
  const dropped = test > 0 && plan.test.length === 0;
  const kept = (['validation', 'test'] as const).filter((name) => count(name) > 0 && plan[name].length > 0);
  return [
    ...kept.map(
      (name) =>
        `The source's own ${name} split is kept (${plan[name].length} of ${plural(count(name), 'example')}).`,
    ),
    ...(dropped && options.take !== undefined
      ? [
          `The source's own test split (${plural(test, 'example')}) is left out: ask for test examples to use it.`,
        ]
      : []),
  ];
}

function tornGroups(found: FoundDataset, plan: SplitPlan): string[] {
  if (found.groups === null) return [];
  const splitOf = new Map<string, string>();
  const torn = new Set<string>();
  for (const [split, rows] of Object.entries(plan))
    for (const row of rows) {
      const group = found.groups[row] ?? '';
      if ((splitOf.get(group) ?? split) !== split) torn.add(group);
      splitOf.set(group, split);
    }
  return torn.size === 0
    ? []
    : [
        `${plural(torn.size, 'group has', 'groups have')} examples in more than one split: ${someOf([...torn])}.`,
      ];
}

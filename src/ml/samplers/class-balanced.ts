import { defineSampler } from './sampler';

/** Every example once an epoch, dealt so that each batch holds the classes in about equal numbers. */
export const classBalanced = defineSampler({
  id: 'class-balanced',
  label: 'Class-balanced',
  help: 'Every example once an epoch, with the classes spread evenly over the batches.',
  params: {},
  batches(labels, batchSize, random) {
    const order = random.permutation(labels.length);
    const seen = new Map<number, number>();
    const sizes = new Map<number, number>();
    for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
    const places = Array.from(order, (row) => {
      const label = labels[row]!;
      const turn = seen.get(label) ?? 0;
      seen.set(label, turn + 1);
      return { row, place: (turn + random.uniform()) / sizes.get(label)! };
    });
    const dealt = Int32Array.from(
      places.sort((a, b) => a.place - b.place),
      ({ row }) => row,
    );
    const count = Math.ceil(labels.length / batchSize);
    return Array.from({ length: count }, (_, batch) =>
      dealt.slice(batch * batchSize, (batch + 1) * batchSize),
    );
  },
});

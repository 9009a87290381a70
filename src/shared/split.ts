/** The splits an example can belong to, in the order in which a dataset file stores them. */
export const splitNames = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

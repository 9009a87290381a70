/** What the neighbours of an example say against its label. */
export type LabelDoubt = {
  /** The class they vote for. */
  suggested: number;
  /** Share of the k neighbours that vote for it, and for the label that the example has. */
  share: number;
  ownShare: number;
};

/** The doubt about a label from the classes of an example's k neighbours (itself not among them); null when they vote for the label. */
export function labelDoubt(classes: ArrayLike<number>, label: number, votes: Int32Array): LabelDoubt | null {
  votes.fill(0);
  for (let at = 0; at < classes.length; at++) votes[classes[at]!]!++;
  let suggested = 0;
  for (let at = 1; at < votes.length; at++) if (votes[at]! > votes[suggested]!) suggested = at;
  if (suggested === label || classes.length === 0) return null;
  return { suggested, share: votes[suggested]! / classes.length, ownShare: votes[label]! / classes.length };
}

/** Makes a question of which one at a time is worked on: who asks meanwhile gets the same answer, so that a flood is one piece of work. */
export function oneAnswer<Answer>(find: () => Promise<Answer>): () => Promise<Answer> {
  let finding: Promise<Answer> | null = null;
  return () => (finding ??= find().finally(() => (finding = null)));
}

import { engineSchema, type Engine } from '@shared/run';
import type { TrainerCommand } from '@shared/job';
import { z } from 'zod';
import type { SpawnChild } from '../ports';

const answerSchema = z.object({ type: z.literal('engine'), engine: engineSchema });
const patienceMs = 30_000;

/** Asks a trainer process of its own which engine it would use; the answer is kept once there is one. */
export function engineProbe(spawn: SpawnChild): () => Promise<Engine> {
  let known: Promise<Engine | null> | null = null;
  return async () => {
    known ??= ask(spawn);
    const engine = await known;
    if (!engine) known = null;
    return (
      engine ?? { name: 'cpu', version: 'unknown', why: 'The trainer did not say which engine it uses.' }
    );
  };
}

function ask(spawn: SpawnChild): Promise<Engine | null> {
  const child = spawn('trainer');
  return new Promise<Engine | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), patienceMs);
    child.stderr?.resume();
    child.onMessage((message) => {
      const answer = answerSchema.safeParse(message);
      if (answer.success) resolve(answer.data.engine);
    });
    child.onExit(() => resolve(null));
    child.send({ type: 'probe' } satisfies TrainerCommand);
    child.onExit(() => clearTimeout(timer));
  }).finally(() => child.kill());
}

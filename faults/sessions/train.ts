import { follow, type SessionParts } from './session';

/** Trains on the dataset `first`: one run stopped and resumed, so that there is a checkpoint. */
export async function trainSession(parts: SessionParts): Promise<void> {
  const { client, tell } = parts;
  const run = await client.runs.start({
    dataset: 'first',
    distance: 'contrastive',
    k: 3,
    params: { epochs: 4 },
    engine: 'cpu',
  });
  const { id } = run;
  tell({ run: { id, name: run.name, removed: false } });
  let seq = await follow(parts, id, -1, ({ type }) => type === 'epochFinished');
  await client.runs.cancel({ id });
  seq = await follow(parts, id, seq);
  const { status } = await client.runs.get({ id });
  if (status === 'cancelled') {
    await client.runs.resume({ id });
    await follow(parts, id, seq);
  }
  const ended = await client.runs.get({ id });
  tell({ ended: { run: id, status: ended.status, error: ended.error } });
}

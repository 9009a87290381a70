import { oneOf, type Chance } from '../messages/junk';
import { isObject, type Json, type Parts } from './parts';

/** Tells a run's events otherwise: some lost, told twice, in another order, of another kind, or broken off before the end. */
export function changeStory(parts: Parts, chance: Chance): void {
  const { events, manifest } = parts;
  const at = Math.floor(chance() * events.length);
  const to = Math.floor(chance() * events.length);
  const copy = () => structuredClone(events[at] ?? null);
  const run = isObject(manifest) && isObject(manifest['run']) ? manifest['run'] : {};
  const statuses = ['finished', 'cancelled', 'interrupted', 'diverged', 'failed', 'queued', 'running'];
  const changes: (() => void)[] = [
    () => events.splice(at, 1),
    () => events.splice(at, 1 + Math.floor(chance() * 5)),
    () => events.splice(to, 0, copy()),
    () => events.splice(to, 0, ...events.splice(at, 1)),
    () => events.reverse(),
    () => events.push(...events.map((event) => structuredClone(event))),
    () => events.splice(at, 0, oneOf(chance, strangers(chance))),
    () => events.splice(at),
    () => ((run['status'] = oneOf(chance, statuses)), events.splice(at)),
    () => ((run['status'] = oneOf(chance, statuses)), events.pop()),
    () => ((run['status'] = 'failed'), events.splice(at, events.length, failure('storage'))),
    () => ((run['status'] = 'diverged'), events.splice(at, events.length, diverged)),
    () => (events[at] = null),
  ];
  oneOf(chance, changes)();
  if (chance() < 0.85) number(events);
}

const diverged: Json = { runId: 'r1', seq: 0, type: 'diverged', epoch: 1, message: 'm', hint: 'h' };
const failure = (code: string): Json => ({
  runId: 'r1',
  seq: 0,
  type: 'failed',
  code,
  message: 'm',
  hint: 'h',
});
const engine = { name: 'cpu', version: '1', why: '' };

/** Events that are well formed, and have no place in the middle of a run or in any. */
function strangers(chance: Chance): Json[] {
  const epoch = oneOf(chance, [0, 1, -5, 40, 9_000_000, 2 ** 52]);
  const head = { runId: 'r1', seq: 0 };
  return [
    { ...head, type: 'started', engine, path: 'direct', epoch, versions: {} },
    { ...head, type: 'epochFinished', epoch, loss: 1, activeShare: null, durationMs: 1, scores: null },
    { ...head, type: 'cancelled', epoch },
    { ...head, type: 'checkpointSaved', epoch, step: 0, folder: '../../x', sha256: '' },
    { ...head, type: 'stackProgress', epoch, epochs: 3 },
    { ...head, type: 'stackFinished', trainMs: 1 },
    failure(oneOf(chance, ['storage', 'failed', '__proto__'])),
    structuredClone(diverged),
  ];
}

function number(events: Json[]): void {
  for (const [seq, event] of events.entries()) if (isObject(event)) event['seq'] = seq;
}

import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditStore } from '../audit';
import { goodBundles } from '../bundles/good-bundles';
import { mutant, mutantKinds, type MutantKind } from '../bundles/mutants';
import { hashTree } from '../imports/hash-tree';
import { grey } from '../imports/samples';
import { inMemoryFolder } from '../imports/memory-folder';
import { startImportWorker, type ImportWorker } from '../imports/import-worker';
import { oneOf } from '../messages/junk';
import { atLeast, atMost, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

const count = 10_000;
const workers = 3;
/** One bundle in so many, when its run is sound, is taken on a second journey; all of them at the nightly scale. */
const oneAgainIn = 3;
/** Bundles that go into one home folder before it is closed and looked through. */
const perHome = 100;

/** Good bundles made bad, in bytes and in sense: refused in words, or a run that every page can show; never a stray file. */
export const mutatedBundles = defineSuite({
  id: 'mutated-bundles',
  title: 'mutated bundles of runs through the real import',
  covers: ['E9', 'E10', 'E11', 'E12'],
  alone: true,
  run: (context) => inMemoryFolder(context.folder, (base) => mutateAll(context, base)),
});

type Tally = { bundles: number; codes: Map<string, number> };
type Found = { tallies: Map<MutantKind, Tally>; peakMiB: number };

async function mutateAll(context: FaultContext, base: string): Promise<Figure[]> {
  const good = await goodBundles(join(base, 'template'));
  const found: Found = { tallies: new Map(mutantKinds.map((kind) => [kind, newTally()])), peakMiB: 0 };
  mkdirSync(join(base, 'outside'));
  writeFileSync(join(base, 'outside', 'precious.txt'), 'precious');
  const places = Array.from({ length: workers }, (_, at) => join(base, `worker-${at}`));
  const before = hashTree(base, places);
  let left = Math.ceil(context.times(count) / perHome);
  const work = async (place: string) => {
    const worker = startImportWorker(context.program('many-bundles'));
    for (; left > 0;) await fillHome(context, worker, { place, good, hasData: left-- % 2 === 0, found });
    await worker.stop();
  };
  await Promise.all(places.map(work));
  context.check('nothing changed but the home folders', hashTree(base, places) === before);
  return figuresOf(found);
}

const newTally = (): Tally => ({ bundles: 0, codes: new Map() });

type HomeTask = { place: string; good: readonly Buffer[]; hasData: boolean; found: Found };

/** Imports good and bad bundles into a new home folder, which has their dataset or not, and looks through it at the end. */
async function fillHome(
  context: FaultContext,
  worker: ImportWorker,
  { place, good, hasData, found }: HomeTask,
): Promise<void> {
  const home = join(place, 'home');
  const path = join(place, 'x.mwb.zip');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(place, 'picture.png'), grey(7));
  if (hasData) cpSync(join(place, '..', 'template'), home, { recursive: true });
  for (let at = 0; at <= perHome; at++) {
    const kind = oneOf(context.random, mutantKinds);
    const original = oneOf(context.random, good);
    // The first one is good, so that it is known to be taken at all.
    const bytes = at === 0 ? original : mutant(original, kind, context.random);
    writeFileSync(path, bytes);
    const again = context.isNightly || at % oneAgainIn === 0;
    const { code, message, peakMiB } = await worker.run({ home, path, again });
    found.peakMiB = Math.max(found.peakMiB, peakMiB);
    const isFine = message === '' && code === 'done';
    if (at === 0) {
      context.check('the bundles that are mutated are good ones', isFine, message);
      continue;
    }
    const detail = () => `${kind}: ${code} ${message} of ${bytes.toString('base64').slice(0, 200)}`;
    const isTyped = code === 'bad-input' || isFine;
    context.check('every end is a sound run or a refusal in words', isTyped, isTyped ? '' : detail());
    note(found.tallies.get(kind), isFine || code !== 'done' ? code : 'unsound');
  }
  await worker.run({ home, path: null, again: false });
  const faults = auditStore(home);
  context.check('every home folder is sound at the end', faults.length === 0, faults.join('; '));
  const others = readdirSync(place).filter(
    (name) => !['home', 'picture.png', 'x.mwb.zip', 'x.mwb.zip.again'].includes(name),
  );
  context.check('nothing lies beside the home folders', others.length === 0, others.join());
  rmSync(place, { recursive: true, force: true });
}

function note(tally: Tally | undefined, code: string): void {
  if (!tally) return;
  tally.bundles += 1;
  tally.codes.set(code, (tally.codes.get(code) ?? 0) + 1);
}

const titles: Record<MutantKind, string> = {
  archive: 'bytes of the archive',
  settings: 'values of bundle.json',
  events: 'values of events',
  story: 'events lost, doubled, moved, foreign',
  files: 'files and their descriptions',
  entries: 'names of entries',
};

function figuresOf({ tallies, peakMiB }: Found): Figure[] {
  const of = (code: string) =>
    [...tallies.values()].reduce((sum, { codes }) => sum + (codes.get(code) ?? 0), 0);
  const total = [...tallies.values()].reduce((sum, { bundles }) => sum + bundles, 0);
  return [
    atLeast('mutated bundles', total, count),
    ...[...tallies].map(([kind, { bundles, codes }]) =>
      told(
        `of these ${titles[kind]}`,
        `${bundles.toLocaleString('en')}: ${codes.get('bad-input') ?? 0} refused, ${codes.get('done') ?? 0} sound`,
      ),
    ),
    mustBe('crashes, hangs of 2 s, untyped errors', of('crash') + of('hang') + of('untyped'), 0),
    mustBe('runs that a page cannot show, or that do not survive a second journey', of('unsound'), 0),
    atMost('peak memory', peakMiB, 512, ' MiB'),
  ];
}

import { splitNames, type SplitName } from '@shared/split';
import type { NeighbourOrder, Outcome } from './neighbour-table';

/** One side: the space of a run. */
export type Side = { runId: string; epoch: number | null; pixels: boolean };

/** Everything that a link to the neighbours of a run keeps. */
export type NeighboursPlace = {
  view: 'queries' | 'hubs' | 'suspects';
  epoch: number | null;
  pixels: boolean;
  /** The space that the run is compared with. */
  versus: Side | null;
  split: SplitName | null;
  k: number | null;
  wrongOnly: boolean;
  class: string | null;
  predicted: string | null;
  outcome: Outcome | null;
  order: NeighbourOrder;
  /** Row of the one query that is looked at. */
  query: number | null;
  /** Row of the training example whose queries are listed. */
  hub: number | null;
};

type Query = Readonly<Record<string, string>>;
const views = ['queries', 'hubs', 'suspects'] as const;
const outcomes = ['fixed', 'broken', 'both-wrong', 'both-right'] as const;
const orders = ['dataset', 'least-certain', 'smallest-margin', 'fixed-first', 'broken-first'] as const;

/** Reads a link, `?split=test&class=cat&predicted=dog&wrong=1&epoch=5&vs=r7`; what it does not name, or names wrongly, is left as usual. */
export function placeOf(query: Query, runId: string): NeighboursPlace {
  const pixels = query['pixels'] === '1';
  return {
    view: views.find((name) => name === query['view']) ?? 'queries',
    epoch: pixels ? null : positive(query['epoch']),
    pixels,
    versus: sideOf(query['vs'], runId),
    split: splitNames.find((name) => name === query['split']) ?? null,
    k: positive(query['k']),
    wrongOnly: query['wrong'] === '1',
    class: query['class'] || null,
    predicted: query['predicted'] || null,
    outcome: outcomes.find((name) => name === query['outcome']) ?? null,
    order: orders.find((name) => name === query['order']) ?? 'dataset',
    query: whole(query['query']),
    hub: whole(query['hub']),
  };
}

/** The link to a place, without what is as usual; what {@link placeOf} reads back. */
export function linkOf(place: NeighboursPlace, runId: string): string {
  const named: Record<string, string | number | null> = {
    view: place.view === 'queries' ? null : place.view,
    epoch: place.epoch,
    pixels: place.pixels ? 1 : null,
    vs: place.versus && nameOfSide(place.versus, runId),
    split: place.split,
    k: place.k,
    wrong: place.wrongOnly ? 1 : null,
    class: place.class,
    predicted: place.predicted,
    outcome: place.outcome,
    order: place.order === 'dataset' ? null : place.order,
    query: place.query,
    hub: place.hub,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(named)) if (value !== null) query.set(name, String(value));
  const text = query.toString();
  return `/runs/${runId}/neighbours${text ? `?${text}` : ''}`;
}

/** The epoch at which a run without results opens: the last one kept; while it trains, the one it was opened at. */
export function openingEpoch(kept: readonly number[], trains: boolean, before: number | null): number | null {
  const last = kept.at(-1) ?? null;
  return trains ? (before ?? last) : last;
}

/** A side in one word, as links and menus name it: "r7", "r7:pixels", "r7:5" (after epoch 5). */
export function nameOfSide({ runId, epoch, pixels }: Side, ownRun: string): string {
  if (pixels) return 'pixels';
  const run = runId === ownRun && epoch !== null ? '' : runId;
  return epoch === null ? run : `${run}:${epoch}`;
}

/** Reads what {@link nameOfSide} writes; null for anything else. */
export function sideOf(name: string | undefined, ownRun: string): Side | null {
  if (name === 'pixels') return { runId: ownRun, epoch: null, pixels: true };
  const match = /^(r\d{1,12})?(?::(\d{1,7}))?$/.exec(name ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  return { runId: match[1] ?? ownRun, epoch: positive(match[2]), pixels: false };
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function positive(text: string | undefined): number | null {
  return whole(text) || null;
}

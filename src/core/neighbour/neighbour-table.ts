import { classMargin } from '@ml/class-margin';
import { spreadRows } from '@ml/diagnostics';
import type { SplitName } from '@shared/dataset';
import { mostTableQueries, type NeighbourTable } from '@shared/neighbours';
import { rangeOf } from '../dataset/dataset-rows';
import { neighboursIn, queriesIn, queryCount } from './neighbour-blocks';
import type { NeighbourSource } from './neighbour-source';

const bounds = { exact: 0, 'at-least': 1, 'at-most': -1 };

/** The classes of every query's neighbours and its margin; an even sample of the queries when they are more than `most`. */
export async function neighbourTable(
  source: NeighbourSource,
  split: SplitName,
  most = mostTableQueries,
): Promise<NeighbourTable> {
  const files = neighboursIn(source, split);
  const { manifest, labels } = source.dataset;
  const { first } = rangeOf(manifest, split);
  const told = spreadRows(queryCount(files), most);
  const maxK = files.indices.columns;
  const table = {
    rows: new Int32Array(told.length),
    labels: new Uint16Array(told.length),
    classes: new Uint16Array(told.length * maxK),
    margins: new Float32Array(told.length),
    bounds: new Int8Array(told.length),
  };
  let [seen, at] = [0, 0];
  for await (const block of queriesIn(files)) {
    for (const { query, indices, distances } of block) {
      if (seen++ !== told[at]) continue;
      const truth = labels[first + query] ?? 0;
      const classes = indices.map((row) => labels[row] ?? 0);
      const margin = classMargin(classes, distances, truth);
      table.rows[at] = first + query;
      table.labels[at] = truth;
      table.classes.set(classes, at * maxK);
      table.margins[at] = margin?.value ?? 0;
      table.bounds[at] = bounds[margin?.bound ?? 'exact'];
      at++;
    }
  }
  const { rows, ...rest } = table;
  return {
    splitSize: files.indices.rows,
    maxK,
    rows: base64(rows),
    labels: base64(rest.labels),
    classes: base64(rest.classes),
    margins: base64(rest.margins),
    bounds: base64(rest.bounds),
  };
}

function base64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

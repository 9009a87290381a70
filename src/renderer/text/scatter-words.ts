import { count } from './numbers';

/** What a scatter shows and of how many images, in a sentence. */
export function scatterWords(scatter: {
  layout: 'pca' | 'umap';
  /** Points of the layout, of every split. */
  points: number;
  /** Images of the dataset. */
  total: number;
  /** Points of the chosen split; the same as `points` when all are chosen. */
  shown: number;
  /** Null: the embedding as the run ended. */
  epoch: number | null;
  /** Was the sample drawn by class and split? Otherwise it is spread evenly over the dataset. */
  stratified: boolean;
}): string {
  const { layout, points, total, shown, epoch, stratified } = scatter;
  if (points === 0) return '';
  const of = layout === 'umap' ? 'UMAP' : 'Principal components';
  const when = epoch === null ? 'of the final embedding' : `after epoch ${epoch}`;
  const how = stratified ? 'the same share of every class and split' : 'spread evenly over the dataset';
  const which =
    points < total ? `${count(points)} of ${count(total)} images, ${how}` : `all ${count(total)} images`;
  return `${of} ${when}: ${which}${shown < points ? `; ${count(shown)} of them shown` : ''}.`;
}

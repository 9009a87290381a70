import type { Points } from './scatter';

/** Examples in the plane: rows of the dataset, class indices, and coordinates (null: not there). */
export type Cloud = { rows: ArrayLike<number>; labels: ArrayLike<number>; xy: Points | null };

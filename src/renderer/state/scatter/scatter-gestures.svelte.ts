import { panned, zoomed, type Camera } from '../../plot/scatter';

type Place = { x: number; y: number };
type Size = { width: number; height: number };

/** What a gesture changes. */
export type GestureTarget = {
  camera(): Camera;
  size(): Size;
  mode(): 'lasso' | 'pan';
  onCamera(camera: Camera): void;
  onLasso(line: readonly number[]): void;
  onClick(place: Place): void;
};

/** A drag shorter than this is a click. */
const clickPx = 4;

/** Pointer and wheel on a scatter: drag around points or drag the plane (Shift swaps the two), zoom, click. */
export class ScatterGestures {
  /** The line of a lasso while it is drawn. */
  line = $state.raw<readonly number[]>([]);
  /** Is something being dragged? */
  dragging = $state(false);
  #from: Place | null = null;
  #last: Place = { x: 0, y: 0 };
  #pans = false;

  constructor(private readonly target: GestureTarget) {}

  down(place: Place, shift: boolean): void {
    this.#from = this.#last = place;
    this.#pans = (this.target.mode() === 'pan') !== shift;
  }

  move(place: Place): void {
    if (!this.#from) return;
    const far = Math.hypot(place.x - this.#from.x, place.y - this.#from.y);
    if (!this.dragging && far < clickPx) return;
    if (!this.dragging) this.line = this.#pans ? [] : [this.#from.x, this.#from.y];
    this.dragging = true;
    if (this.#pans) {
      const { camera, size, onCamera } = this.target;
      onCamera(panned(camera(), place.x - this.#last.x, place.y - this.#last.y, size()));
    } else this.line = [...this.line, place.x, place.y];
    this.#last = place;
  }

  up(place: Place): void {
    if (!this.#from) return;
    const { dragging, line } = this;
    this.cancel();
    if (!dragging) this.target.onClick(place);
    else if (line.length > 0) this.target.onLasso(line);
  }

  /** Forgets a drag that was interrupted. */
  cancel(): void {
    this.#from = null;
    this.dragging = false;
    this.line = [];
  }

  /** Zooms by a factor around a place, the middle when none is named. */
  zoom(factor: number, place?: Place): void {
    const { camera, size, onCamera } = this.target;
    const { width, height } = size();
    onCamera(zoomed(camera(), factor, place ?? { x: width / 2, y: height / 2 }, { width, height }));
  }
}

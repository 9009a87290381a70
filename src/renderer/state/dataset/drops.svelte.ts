import type { PickedFile } from '../../import/dropped-files';

/** What a page does with files that are dropped on it; `take` says whether it wants them. */
export type DropOffer = { title: string; text: string; take: (files: readonly PickedFile[]) => boolean };

/** Which page, if any, takes dropped files instead of the import. */
export class Drops {
  offer = $state.raw<DropOffer | null>(null);

  /** Takes drops until the returned function is called. */
  open(offer: DropOffer): () => void {
    this.offer = offer;
    return () => {
      if (this.offer === offer) this.offer = null;
    };
  }
}

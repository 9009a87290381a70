import type { NeighboursOfQuery } from '@shared/neighbours';
import type { WorkbenchClient } from '../../client/connection';
import { problemOf, type Problem } from '../../client/problem';
import { uploadFile } from '../../client/uploads';
import type { Side } from './neighbours-query';

/** An image of the person's own as a query: sent, resized to the dataset's shape, searched on every side. */
export class ImageQuery {
  file: File | null = null;
  name = $state('');
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** By the order of the sides; null for a side on which an image cannot be searched. */
  found = $state.raw<readonly (NeighboursOfQuery | null)[] | null>(null);
  /** The picture as it was searched. */
  pictureUrl = $state<string | null>(null);
  #stop = new AbortController();

  constructor(private readonly client: WorkbenchClient) {}

  /** Sends a file and searches it. Of an epoch on the way no weights are kept, so images are searched by the final ones or the pixels. */
  async take(file: File, sides: readonly Side[], k: number): Promise<void> {
    this.clear();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.file = file;
    this.name = file.name || 'pasted image';
    this.busy = true;
    try {
      const found: (NeighboursOfQuery | null)[] = [];
      for (const { runId, epoch, pixels } of sides) {
        if (epoch !== null) {
          found.push(null);
          continue;
        }
        const upload = await uploadFile(this.name, file, signal);
        found.push(
          await this.client.neighbours.ofImage({ runId, source: { upload }, k, pixels }, { signal }),
        );
      }
      if (signal.aborted) return;
      this.found = found;
      const picture = found.find((one) => one?.picture)?.picture;
      if (picture) this.pictureUrl = URL.createObjectURL(pngOf(picture));
    } catch (error) {
      if (!signal.aborted) this.problem = problemOf(error);
    } finally {
      if (!signal.aborted) this.busy = false;
    }
  }

  clear(): void {
    this.#stop.abort();
    if (this.pictureUrl) URL.revokeObjectURL(this.pictureUrl);
    this.pictureUrl = null;
    this.found = null;
    this.problem = null;
    this.busy = false;
    this.name = '';
    this.file = null;
  }
}

/** Is it an image that may be a query? */
export function isImage({ name, type }: { name: string; type: string }): boolean {
  return type.startsWith('image/') || /\.(png|jpe?g|gif|webp|bmp|tiff?|avif)$/i.test(name);
}

function pngOf(base64: string): Blob {
  const binary = atob(base64);
  return new Blob([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))], { type: 'image/png' });
}

import type { WorkbenchClient } from '../../client/connection';

export type Example = { index: number; class: string };

/** Rows of example images of one dataset, by class, for thumbnails. */
export class ExamplesView {
  byClass = $state.raw<Readonly<Record<string, readonly Example[]>>>({});

  constructor(
    private readonly client: WorkbenchClient,
    readonly dataset: string,
  ) {}

  /** A few of every class at once: enough for an overview. */
  async loadOverview(limit: number): Promise<void> {
    const { examples } = await this.client.datasets.examples({ name: this.dataset, limit });
    const byClass: Record<string, Example[]> = {};
    for (const example of examples) (byClass[example.class] ??= []).push(example);
    this.byClass = byClass;
  }

  async loadClass(name: string, limit: number): Promise<void> {
    const { examples } = await this.client.datasets.examples({ name: this.dataset, class: name, limit });
    this.byClass = { ...this.byClass, [name]: examples };
  }
}

/** A stop of a tour: what is pointed at (a CSS selector), and what to know about it. */
export type TourStop = { target: string; title: string; text: string };

/** The tour of the tutorial study. */
export const studyTour: readonly TourStop[] = [
  {
    target: '[data-tour="progress"]',
    title: 'Five parts, one after another',
    text: 'Every part trains here on your machine. You can leave this page: the work goes on, and its progress stays beside the list of pages.',
  },
  {
    target: '[data-tour="table"]',
    title: 'Four distances on the same images',
    text: 'Each row fills itself when its run has finished. Compare the validation errors: they are what counts.',
  },
  {
    target: '[data-part="l2-min"]',
    title: 'A loss that is too easy',
    text: 'Pulling only the same class together makes every image the same. The text under each part says what was seen in your results.',
  },
  {
    target: '[data-part] a.run',
    title: 'Open any run',
    text: 'Its curves, its embedding epoch by epoch, and for every image the neighbours it finds.',
  },
  {
    target: '[data-part="margin"]',
    title: 'Which margin?',
    text: 'Fifteen margins against the validation error, as the tutorial chooses. Under Sweeps the same is done with folds, which is more honest.',
  },
  {
    target: 'nav[aria-label="Main"]',
    title: 'Now with your own images',
    text: 'Import a folder under Datasets, set up a run, and look at its neighbours. Press ? for the keys, Ctrl K to find anything.',
  },
];

const key = 'metric-workbench:tour-seen';

/** Where a person is in a tour; it offers itself once. */
export class Tour {
  at = $state<number | null>(null);

  constructor(
    readonly stops: readonly TourStop[],
    private readonly memory: Storage,
  ) {}

  get stop(): TourStop | null {
    return this.at === null ? null : (this.stops[this.at] ?? null);
  }

  /** Starts it for somebody who has never seen it. */
  offer(): void {
    if (this.memory.getItem(key) === null) this.start();
  }

  start(): void {
    this.at = 0;
    this.memory.setItem(key, '1');
  }

  /** Goes on by one stop, or back; ends after the last. */
  move(by: 1 | -1): void {
    if (this.at === null) return;
    const next = this.at + by;
    this.at = next >= this.stops.length ? null : Math.max(0, next);
  }

  end(): void {
    this.at = null;
  }
}

export type ThemeChoice = 'system' | 'light' | 'dark';

const key = 'metric-workbench:theme';

/** Dark or light: the system's choice until a person makes one, which is remembered. */
export class Theme {
  choice = $state<ThemeChoice>('system');
  #systemDark = $state(false);
  readonly resolved = $derived<'light' | 'dark'>(
    this.choice === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.choice,
  );

  constructor(private readonly page: Window) {
    const system = page.matchMedia('(prefers-color-scheme: dark)');
    this.#systemDark = system.matches;
    system.addEventListener('change', () => (this.#systemDark = system.matches));
    const stored = page.localStorage.getItem(key);
    this.#show(stored === 'light' || stored === 'dark' ? stored : 'system');
  }

  /** Switches to the other of light and dark, and remembers it. */
  toggle(): void {
    const next = this.resolved === 'dark' ? 'light' : 'dark';
    this.page.localStorage.setItem(key, next);
    this.#show(next);
  }

  #show(choice: ThemeChoice): void {
    this.choice = choice;
    const root = this.page.document.documentElement;
    if (choice === 'system') delete root.dataset.theme;
    else root.dataset.theme = choice;
  }
}

/** What a key press means anywhere on the page, unless something is being typed. */
export type Shortcut = { keys: readonly string[]; does: string; href?: string };

export const shortcuts: readonly Shortcut[] = [
  { keys: ['?'], does: 'Show this sheet' },
  { keys: ['Ctrl', 'K'], does: 'Find anything: a page, a run, something to do' },
  { keys: ['g', 'd'], does: 'Go to datasets', href: '/datasets' },
  { keys: ['g', 'n'], does: 'Go to new run', href: '/new' },
  { keys: ['g', 'r'], does: 'Go to runs', href: '/runs' },
  { keys: ['g', 'w'], does: 'Go to sweeps', href: '/sweeps' },
  { keys: ['g', 'k'], does: 'Go to neighbours', href: '/neighbours' },
  { keys: ['g', 's'], does: 'Go to studies', href: '/studies' },
  { keys: ['i'], does: 'Import images' },
  { keys: ['t'], does: 'Switch light and dark' },
  { keys: ['/'], does: 'Search in a table' },
  { keys: ['Ctrl', 'Enter'], does: 'Start the run or sweep being set up' },
  { keys: ['←', '→', '↑', '↓'], does: 'Move through the neighbours' },
  { keys: ['Enter'], does: 'Neighbours: look at the image as a query' },
  { keys: ['Backspace'], does: 'Neighbours: go back to the query before' },
  { keys: ['w'], does: 'Neighbours: only the wrong ones, or all' },
  { keys: ['+', '−'], does: 'Neighbours: one more, or one less, that votes' },
];

/** Is the person typing, so that letters are letters? */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Where two keys one after the other lead: "g", "d" → "/datasets". */
export const placeOf = (first: string, second: string): string | undefined =>
  shortcuts.find(({ keys }) => keys.length === 2 && keys[0] === first && keys[1] === second)?.href;

/** What a key press means anywhere on the page, unless something is being typed. */
export type Shortcut = { keys: readonly string[]; does: string; href?: string };

/** Shortcuts that belong together, under a title. */
export type ShortcutGroup = { title: string; shortcuts: readonly Shortcut[] };

export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['?'], does: 'Show this sheet' },
      { keys: ['Ctrl', 'K'], does: 'Find anything, or do something' },
      { keys: ['i'], does: 'Import images' },
      { keys: ['t'], does: 'Switch light and dark' },
      { keys: ['/'], does: 'Search in a table' },
      { keys: ['Ctrl', 'Enter'], does: 'Start what is being set up' },
    ],
  },
  {
    title: 'Go to',
    shortcuts: [
      { keys: ['g', 'd'], does: 'Datasets', href: '/datasets' },
      { keys: ['g', 'n'], does: 'New run', href: '/new' },
      { keys: ['g', 'r'], does: 'Runs', href: '/runs' },
      { keys: ['g', 'w'], does: 'Sweeps', href: '/sweeps' },
      { keys: ['g', 'k'], does: 'Neighbours', href: '/neighbours' },
      { keys: ['g', 's'], does: 'Studies', href: '/studies' },
    ],
  },
  {
    title: 'Runs',
    shortcuts: [
      { keys: ['Space'], does: 'Select the run at the cursor' },
      { keys: ['Enter'], does: 'Open it' },
      { keys: ['Delete'], does: 'Move it to the trash' },
      { keys: ['Ctrl', 'A'], does: 'Select every run shown' },
    ],
  },
  {
    title: 'Neighbours',
    shortcuts: [
      { keys: ['←', '→', '↑', '↓'], does: 'Move through the images' },
      { keys: ['Enter'], does: 'Look at the image as a query' },
      { keys: ['Backspace'], does: 'Back to the query before' },
      { keys: ['w'], does: 'Only the wrong ones, or all' },
      { keys: ['+', '−'], does: 'One more, or one less, that votes' },
    ],
  },
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
  shortcutGroups
    .flatMap(({ shortcuts }) => shortcuts)
    .find(({ keys }) => keys.length === 2 && keys[0] === first && keys[1] === second)?.href;

/** The cell that an arrow, Home or End key leads to, or undefined when it leads nowhere. */
export function nextCell<T>(rows: readonly (readonly T[])[], from: unknown, key: string): T | undefined {
  const row = rows.findIndex((cells) => cells.some((cell) => cell === from));
  if (row < 0) return undefined;
  const cells = rows[row] ?? [];
  const column = cells.findIndex((cell) => cell === from);
  const inRow = (other: readonly T[] | undefined) => other?.[Math.min(column, other.length - 1)];
  switch (key) {
    case 'ArrowRight':
      return cells[column + 1];
    case 'ArrowLeft':
      return cells[column - 1];
    case 'ArrowDown':
      return inRow(rows[row + 1]);
    case 'ArrowUp':
      return inRow(rows[row - 1]);
    case 'Home':
      return cells[0];
    case 'End':
      return cells.at(-1);
    default:
      return undefined;
  }
}

/**
 * Follows a key from the cell that has the focus to the next one: a grid is one stop of the tab key, and arrows go through its cells.
 * False when the key leads nowhere.
 */
export function moveInGrid(rows: readonly (readonly HTMLElement[])[], event: KeyboardEvent): boolean {
  const cells = rows.filter((row) => row.length > 0);
  const next = nextCell<unknown>(cells, document.activeElement, event.key);
  if (!(next instanceof HTMLElement)) return false;
  event.preventDefault();
  for (const cell of cells.flat()) cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  return true;
}

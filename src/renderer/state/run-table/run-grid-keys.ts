import type { RunSelection, SelectableRow } from './run-selection.svelte';

/** What keys in the table can do besides moving. */
export type GridActions = {
  rows: readonly SelectableRow[];
  selection: RunSelection;
  onOpen?: (id: string) => void;
  onRemove?: () => void;
};

/** A key in the table: where the cursor went, `fold` for a group to open or close, `done`, or `unknown`. */
export function gridKey(
  { key, shiftKey, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>,
  { rows, selection, onOpen, onRemove }: GridActions,
): number | 'fold' | 'done' | 'unknown' {
  const step = stepOf(key, rows.length);
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() !== 'a') return 'unknown';
    selection.selectAll(rows);
    return 'done';
  }
  if (step !== null) return selection.move(rows, step, shiftKey);
  const row = rows.find(({ id }) => id === selection.cursor);
  if (key === ' ') selection.toggleAtCursor(rows);
  else if (key === 'Escape') selection.clear();
  else if (key === 'Enter' && row) {
    if (row.runs.length > 1 || row.runs[0] !== row.id) return 'fold';
    onOpen?.(row.id);
  } else if (key === 'ArrowRight' || key === 'ArrowLeft') return 'fold';
  else if ((key === 'Delete' || key === 'Backspace') && onRemove) {
    if (selection.selected.size === 0) selection.toggleAtCursor(rows);
    onRemove();
  } else return 'unknown';
  return 'done';
}

/**
 * Whether a key belongs to the control that has the focus: all of them in text; in a row's checkbox, star, lock or link,
 * which a click leaves with the focus, all but those that end or remove the selection.
 */
export function isOfControl({ key, target }: Pick<KeyboardEvent, 'key' | 'target'>): boolean {
  if (!(target instanceof Element)) return false;
  const control = target.closest('input, textarea, button, a');
  if (!control) return false;
  return control.matches('input:not([data-select]), textarea') || !ofSelection.has(key);
}

const ofSelection: ReadonlySet<string> = new Set(['Escape', 'Delete', 'Backspace']);

function stepOf(key: string, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return 1;
    case 'ArrowUp':
    case 'k':
    case 'K':
      return -1;
    case 'PageDown':
      return 15;
    case 'PageUp':
      return -15;
    case 'Home':
      return -count;
    case 'End':
      return count;
    default:
      return null;
  }
}

import { expect, test } from 'vitest';
import { gridKey } from './run-grid-keys';
import { RunSelection } from './run-selection.svelte';

const rows = [
  { id: 'r1', runs: ['r1'] },
  { id: 'g', runs: ['r2', 'r3'] },
  { id: 'r4', runs: ['r4'] },
  { id: 'r5', runs: ['r5'] },
];
const press = (selection: RunSelection, ...keys: string[]) =>
  keys.map((key) =>
    gridKey(
      {
        key: key.replace(/^[⇧^]/, ''),
        shiftKey: key.startsWith('⇧'),
        ctrlKey: key.startsWith('^'),
        metaKey: false,
      },
      { rows, selection },
    ),
  );
const selected = ({ selected: runs }: RunSelection) => [...runs].sort();

test('space selects the row under the cursor, a group with all its runs', () => {
  const selection = new RunSelection();
  expect(press(selection, 'j', ' ', 'ArrowDown', ' ')).toEqual([0, 'done', 1, 'done']);
  expect(selected(selection)).toEqual(['r1', 'r2', 'r3']);
  press(selection, ' ');
  expect(selected(selection)).toEqual(['r1']);
});

test('shift grows and shrinks the selection from where it began', () => {
  const selection = new RunSelection();
  press(selection, 'End', '⇧k', '⇧k');
  expect(selected(selection)).toEqual(['r2', 'r3', 'r4', 'r5']);
  press(selection, '⇧ArrowDown');
  expect(selected(selection)).toEqual(['r4', 'r5']);
});

test('clicks: alone, added, and from the last one to here', () => {
  const selection = new RunSelection();
  selection.click(rows, 'r1', 'alone');
  selection.click(rows, 'r5', 'toggle');
  expect(selected(selection)).toEqual(['r1', 'r5']);
  selection.click(rows, 'g', 'range');
  expect(selected(selection)).toEqual(['r2', 'r3', 'r4', 'r5']);
});

test('Ctrl+A takes all, Escape none, and what is not shown any more is forgotten', () => {
  const selection = new RunSelection();
  press(selection, '^a');
  expect(selected(selection)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
  selection.keepOnly(new Set(['r4', 'r9']));
  expect(selected(selection)).toEqual(['r4']);
  press(selection, 'Escape');
  expect(selected(selection)).toEqual([]);
});

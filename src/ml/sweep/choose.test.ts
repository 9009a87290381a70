import { describe, expect, it } from 'vitest';
import { chooseBest, chooseWithinOneError } from './choose';

const measured = (rows: [Record<string, number>, number | null, number | null][]) =>
  rows.map(([values, mean, standardError]) => ({ values, mean, standardError }));

describe('chooseBest', () => {
  it('takes the lowest mean', () => {
    const found = chooseBest(
      measured([
        [{ margin: 0.1 }, 0.3, 0],
        [{ margin: 1 }, 0.2, 0],
        [{ margin: 2 }, 0.4, 0],
      ]),
    );
    expect(found).toEqual({ index: 1, values: { margin: 1 } });
  });

  it.each([
    ['the larger k', [{ k: 1 }, { k: 36 }, { k: 5 }], 1],
    ['the smaller embedding', [{ embeddingSize: 64 }, { embeddingSize: 16 }], 1],
    ['the smaller hidden layer', [{ hiddenSize: 64 }, { hiddenSize: 16 }], 1],
    ['fewer epochs', [{ epochs: 64 }, { epochs: 16 }], 1],
    ['the smaller margin', [{ margin: 0.5 }, { margin: 0.1 }], 1],
    [
      'k before the margin',
      [
        { k: 1, margin: 0.1 },
        { k: 5, margin: 1 },
      ],
      1,
    ],
    ['the first listed', [{ learningRate: 0.5 }, { learningRate: 0.1 }], 0],
  ])('prefers %s on ties', (_, values, index) => {
    const rows = values.map((value): [Record<string, number>, number, number] => [
      value as Record<string, number>,
      0.25,
      0.1,
    ]);
    expect(chooseBest(measured(rows))?.index).toBe(index);
  });

  it('takes means that differ by rounding for ties', () => {
    const rows = measured([
      [{ margin: 1 }, 0.3, 0],
      [{ margin: 0.1 }, 0.1 + 0.2, 0],
    ]);
    expect(chooseBest(rows)?.index).toBe(1);
  });

  it('passes over what was not measured', () => {
    expect(
      chooseBest(
        measured([
          [{ margin: 1 }, null, null],
          [{ margin: 2 }, 0.9, null],
        ]),
      )?.index,
    ).toBe(1);
    expect(chooseBest(measured([[{ margin: 1 }, null, null]]))).toBeNull();
    expect(chooseBest([])).toBeNull();
  });
});

describe('chooseWithinOneError', () => {
  const rows = measured([
    [{ margin: 0.1 }, 0.27, 0.01],
    [{ margin: 0.5 }, 0.25, 0.01],
    [{ margin: 1 }, 0.22, 0.03],
    [{ margin: 2 }, 0.23, 0.01],
  ]);

  it('takes the simplest within one standard error of the best', () => {
    const best = chooseBest(rows);
    expect(best?.index).toBe(2);
    expect(chooseWithinOneError(rows, best)).toEqual({ index: 1, values: { margin: 0.5 } });
  });

  it('goes by the best one’s standard error, not by the others’', () => {
    const narrow = rows.map((row) =>
      row.mean === 0.22 ? { ...row, standardError: 0.001 } : { ...row, standardError: 9 },
    );
    expect(chooseWithinOneError(narrow, chooseBest(narrow))?.index).toBe(2);
  });

  it('is the best where there is no standard error, and nothing where there is no best', () => {
    const bare = rows.map((row) => ({ ...row, standardError: null }));
    expect(chooseWithinOneError(bare, chooseBest(bare))?.index).toBe(2);
    expect(chooseWithinOneError(bare, null)).toBeNull();
  });
});

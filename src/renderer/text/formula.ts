export type FormulaToken = { kind: 'letter' | 'index' | 'plain'; text: string };

/**
 * Cuts an equation as the registries write it into what is set in italics (single letters), lowered (indices in square
 * brackets) and left as it is (words, numbers, signs).
 */
export function formulaTokens(formula: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  for (const [text] of formula.matchAll(/\[[^\]]+\]|[\p{L}\p{M}]+[₀-₉0-9]*|[^\p{L}[]+|\[/gu)) {
    if (text.length > 1 && text.startsWith('[')) tokens.push({ kind: 'index', text: text.slice(1, -1) });
    else if (/^\p{L}\p{M}?$/u.test(text)) tokens.push({ kind: 'letter', text });
    else if (/^\p{L}\d$/u.test(text))
      tokens.push({ kind: 'letter', text: text.slice(0, 1) }, { kind: 'index', text: text.slice(1) });
    else tokens.push({ kind: 'plain', text });
  }
  return tokens;
}

import type { ImportOptions } from '@shared/dataset';

/** Options typed as text. */
export type OptionName = 'size' | 'take' | 'validation' | 'test' | 'groupBy' | 'seed';
/** What is wrong with the texts typed, by option; right ones have none. */
export type OptionFaults = Partial<Record<OptionName, string>>;
export type ParsedOption = { fault?: string; value?: ImportOptions[OptionName] };

/** Text → option, or what is wrong with it; empty text is the default. */
export function parseOption(name: OptionName, text: string): ParsedOption {
  const trimmed = text.trim();
  if (name === 'groupBy') return { value: trimmed || undefined };
  if (name === 'size') return parseSize(trimmed);
  if (trimmed === '') return { value: { take: undefined, validation: 0.2, test: 0, seed: 0 }[name] };
  const value = Number(trimmed.replace(',', '.'));
  if (!Number.isFinite(value) || value < 0) return { fault: 'It must be a number of at least 0.' };
  if (name === 'take' && (!Number.isInteger(value) || value < 2))
    return { fault: 'It must be a whole number of at least 2.' };
  if (name === 'seed' && !(Number.isInteger(value) && value < 2 ** 31))
    return { fault: 'It must be a whole number below 2³¹.' };
  if (value >= 1 && !Number.isInteger(value))
    return { fault: 'It must be a share below 1 or a whole number.' };
  return { value };
}

function parseSize(text: string): ParsedOption {
  if (text === '') return { value: undefined };
  const match = /^(\d+)(?:\s*[x×,]\s*(\d+))?$/i.exec(text);
  const height = Number(match?.[1]);
  const width = Number(match?.[2] ?? match?.[1]);
  const isLegal = [height, width].every((side) => side >= 1 && side <= 512);
  return isLegal ? { value: [height, width] } : { fault: 'It must be like 64x64, each from 1 to 512.' };
}

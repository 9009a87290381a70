/** Colours of the terminal, or nothing at all. */
export type Style = {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
};

/** Styles that write escape sequences, or leave text alone where colour is not wanted. */
export function createStyle(colour: boolean): Style {
  const sequence = (open: number, close: number) => (text: string) =>
    colour ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: sequence(1, 22),
    dim: sequence(2, 22),
    red: sequence(31, 39),
    green: sequence(32, 39),
    yellow: sequence(33, 39),
  };
}

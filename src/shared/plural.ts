/** A number with the word for what is counted: "1 image", "2 images"; `write` says how the number is written. */
export function plural(
  count: number,
  one: string,
  many = `${one}s`,
  write: (count: number) => string = String,
): string {
  return `${write(count)} ${count === 1 ? one : many}`;
}

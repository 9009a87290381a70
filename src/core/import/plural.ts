/** A number with the word for what is counted: "1 image", "2 images". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

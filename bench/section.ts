import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Puts text between `<!-- KIND:NAME -->` and `<!-- KIND:end -->` of a Markdown file, or makes a file of it alone. */
export function writeSection(file: string, name: string, text: string, kind = 'bench'): void {
  const open = `<!-- ${kind}:${name} -->`;
  const close = `<!-- ${kind}:end -->`;
  const section = `${open}\n\n${text}\n\n${close}`;
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const from = old.indexOf(open);
  const to = old.indexOf(close, from);
  const found = from >= 0 && to >= 0;
  if (old !== '' && !found)
    throw new Error(`${file} has no place for it: a line ${open} and a line ${close}.`);
  writeFileSync(file, found ? old.slice(0, from) + section + old.slice(to + close.length) : `${section}\n`);
}

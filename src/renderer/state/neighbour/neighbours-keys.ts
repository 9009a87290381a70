import { isTyping } from '../shell/shortcuts';

/** What the keys of the Neighbours page do. */
export type NeighboursActions = { back(): void; toggleWrong(): void; changeK(by: number): void };

/** The page's key handler: Backspace, w, + and −; letters that end a "g …" shortcut, or are typed, mean something else. */
export function neighboursKey({
  back,
  toggleWrong,
  changeK,
}: NeighboursActions): (event: KeyboardEvent) => void {
  let before = '';
  const deeds: Record<string, () => void> = {
    Backspace: back,
    w: toggleWrong,
    '+': () => changeK(1),
    '=': () => changeK(1),
    '-': () => changeK(-1),
    '−': () => changeK(-1),
  };
  return (event) => {
    const afterG = before === 'g';
    before = event.key;
    if (afterG || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="listbox"]')) return;
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  };
}

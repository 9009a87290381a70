/** Space between messages and what is around them, in CSS px. */
const gap = 8;

/** What {@link spotOf} is told, in CSS px: of the dialog, of the window and of the list of messages. */
export type Room = { dialogBottom: number; footer: number; window: number; list: number };

/**
 * Where messages of a dialog stand, as px between the end of the dialog and theirs: under it (negative) where there is room,
 * else over what it contains, right above its footer; and how tall they may be.
 */
export function spotOf({ dialogBottom, footer, window, list }: Room): { bottom: number; most: number } {
  const under = window - dialogBottom - 2 * gap;
  if (under >= list) return { bottom: -(list + gap), most: under };
  return { bottom: footer + gap, most: dialogBottom - footer - 2 * gap };
}

/** Keeps a list of messages inside a dialog off its footer while either of them changes; gives what ends that. */
export function keepClear(list: HTMLElement): () => void {
  const dialog = list.closest<HTMLElement>('[role="dialog"]');
  if (!dialog) return () => undefined;
  const body = dialog.querySelector<HTMLElement>('[data-dialog-body]');
  const place = (): void => {
    const { bottom, most } = spotOf({
      dialogBottom: dialog.getBoundingClientRect().bottom,
      footer: dialog.querySelector('footer')?.offsetHeight ?? 0,
      window: innerHeight,
      list: list.scrollHeight,
    });
    list.style.bottom = `${bottom}px`;
    list.style.maxHeight = `${most}px`;
    list.style.overflowY = list.scrollHeight > most ? 'auto' : 'visible';
    if (body) makeScrollRoom(body, bottom > 0 ? Math.min(list.scrollHeight, most) : 0);
  };
  const resized = new ResizeObserver(place);
  resized.observe(dialog);
  resized.observe(list);
  addEventListener('resize', place);
  return () => {
    resized.disconnect();
    removeEventListener('resize', place);
  };
}

/** Lets the last of a body that scrolls be scrolled out from under what covers its end; one that does not scroll keeps its size. */
function makeScrollRoom(body: HTMLElement, covered: number): void {
  body.style.paddingBottom = '';
  if (covered > 0 && body.scrollHeight > body.clientHeight)
    body.style.paddingBottom = `${covered + 2 * gap}px`;
}

import { problemOf } from '../../client/problem';

export type ToastAction = { label: string; onSelect: () => void };
export type Toast = {
  id: number;
  tone: 'done' | 'problem' | 'working';
  message: string;
  hint: string;
  action: ToastAction | null;
};

const shownMs = 7000;

/** Short messages after an action, with a way to undo it. They wait while the pointer or the focus is on them. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  /** Said to screen readers without being shown. */
  announcement = $state('');
  /** Where messages can be shown: the window, and the dialogs open in it, the last one on top. */
  #places = $state.raw<readonly symbol[]>([]);
  #nextId = 1;
  #timers: Record<number, ReturnType<typeof setTimeout>> = {};

  done(message: string, action: ToastAction | null = null): void {
    this.#add({ tone: 'done', message, hint: '', action });
  }

  problem(error: unknown): void {
    this.#add({ tone: 'problem', action: null, ...problemOf(error) });
  }

  /** A message that stays while something is under way. */
  working(message: string, action: ToastAction | null = null): { say(text: string): void; end(): void } {
    const id = this.#add({ tone: 'working', message, hint: '', action });
    return {
      say: (text) =>
        (this.list = this.list.map((toast) => (toast.id === id ? { ...toast, message: text } : toast))),
      end: () => this.dismiss(id),
    };
  }

  /** The messages to show at a place: all of them at the one taken last, none at the others. */
  at(place: symbol): readonly Toast[] {
    return this.#places.at(-1) === place ? this.list : [];
  }

  /** Shows messages at this place until the returned function is called. */
  takePlace(place: symbol): () => void {
    this.#places = [...this.#places, place];
    return () => {
      this.#places = this.#places.filter((one) => one !== place);
      // The pointer and the focus are not told that what they were on is gone.
      for (const { id, tone } of this.list) if (tone === 'done') this.release(id);
    };
  }

  announce(text: string): void {
    this.announcement = text;
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  hold(id: number): void {
    clearTimeout(this.#timers[id]);
    delete this.#timers[id];
  }

  release(id: number): void {
    this.hold(id);
    this.#timers[id] = setTimeout(() => this.dismiss(id), shownMs);
  }

  #add(toast: Omit<Toast, 'id'>): number {
    const id = this.#nextId++;
    this.list = [...this.list.slice(-2), { ...toast, id }];
    if (toast.tone === 'done') this.release(id);
    return id;
  }
}

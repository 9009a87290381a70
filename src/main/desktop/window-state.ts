import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Place and size of the window in device-independent pixels; without `x` and `y` the system chooses the place. */
export type WindowState = {
  x?: number | undefined;
  y?: number | undefined;
  width: number;
  height: number;
  maximized: boolean;
};

type Area = { x: number; y: number; width: number; height: number };

export const defaultState: WindowState = { width: 1280, height: 840, maximized: false };

/** Smallest usable window. */
export const minimum = { width: 800, height: 560 };

const side = z.number().int().min(-100_000).max(100_000);
const stateSchema = z.object({
  x: side.optional(),
  y: side.optional(),
  width: side.min(minimum.width),
  height: side.min(minimum.height),
  maximized: z.boolean(),
});

/** Reads the last state; a missing or damaged file, or a place on a screen that is gone, gives the default. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screens.some((screen) => isReachable(state, screen))
      ? state
      : { ...state, x: undefined, y: undefined };
  } catch {
    return defaultState;
  }
}

/** Writes the state; a failure costs nothing but the place of the next window. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  } catch {
    // The store reports a disk that cannot be written to; a window need not.
  }
}

/** The title bar can be reached when enough of the window's upper edge lies on the screen. */
function isReachable({ x = 0, y = 0, width }: WindowState, screen: Area): boolean {
  const visible = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
  return visible >= 100 && y >= screen.y && y <= screen.y + screen.height - 50;
}

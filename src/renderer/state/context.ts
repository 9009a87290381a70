import { createContext } from 'svelte';
import type { Workbench } from './workbench.svelte';
import type { Route } from './route.svelte';
import type { Theme } from './theme.svelte';
import type { Toasts } from './toasts.svelte';
import type { Notices } from './notices.svelte';
import type { Drops } from './drops.svelte';
import type { ImportDraft } from './import-draft.svelte';

/** What every page can reach: made once in `main.ts`. */
export type App = {
  workbench: Workbench;
  route: Route;
  theme: Theme;
  toasts: Toasts;
  importDraft: ImportDraft;
  notices: Notices;
  drops: Drops;
};

/** Reads the app in a component; only pages and the shell do, components get data. */
export const [getApp, setApp] = createContext<App>();

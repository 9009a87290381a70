import { createContext } from 'svelte';
import type { Workbench } from './workbench.svelte';
import type { Route } from './route.svelte';
import type { Theme } from './shell/theme.svelte';
import type { Toasts } from './shell/toasts.svelte';
import type { Notices } from './shell/notices.svelte';
import type { Drops } from './dataset/drops.svelte';
import type { ImportDraft } from './dataset/import-draft.svelte';

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

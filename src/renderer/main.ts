import { mount } from 'svelte';
import App from './App.svelte';
import { messagePortTransport } from './client/message-port';
import { webSocketTransport } from './client/web-socket';
import { tellChanges } from './state/shell/tell-changes';
import { Drops } from './state/dataset/drops.svelte';
import { ImportDraft } from './state/dataset/import-draft.svelte';
import { Notices } from './state/shell/notices.svelte';
import { Route } from './state/route.svelte';
import { Theme } from './state/shell/theme.svelte';
import { Toasts } from './state/shell/toasts.svelte';
import { Workbench } from './state/workbench.svelte';

const inDesktop = location.protocol === 'app:';
const workbench = new Workbench(inDesktop ? messagePortTransport(window) : webSocketTransport(location));
const route = new Route(window);
const app = {
  workbench,
  route,
  theme: new Theme(window),
  toasts: new Toasts(),
  notices: new Notices(window),
  drops: new Drops(),
  importDraft: new ImportDraft(workbench, (dataset) =>
    route.go(`/datasets/${encodeURIComponent(dataset.name)}`),
  ),
};

tellChanges(app);
mount(App, { target: document.body, props: { app } });
void workbench.follow();

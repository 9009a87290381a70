import type { NavItem } from '../../pages/page';
import { addSample, startTutorial } from '../actions';
import type { App } from '../context';
import type { PaletteItem, PaletteSource } from './palette';

/** What the palette finds now: the pages, what can be done, and everything the page knows of. */
export function paletteSource(app: App, pages: readonly NavItem[], onHelp: () => void): PaletteSource {
  const { datasets, runs, sweeps, studies } = app.workbench;
  return { pages, actions: actionsOf(app, onHelp), datasets, runs, sweeps, studies };
}

function actionsOf(app: App, onHelp: () => void): PaletteItem[] {
  const { workbench, importDraft, theme } = app;
  const newest = workbench.datasets.at(-1)?.name;
  const study: PaletteItem[] = newest
    ? [action('tutorial', `Study: the tutorial on “${newest}”`, () => void startTutorial(app, newest))]
    : [];
  return [
    action('import', 'Import images', () => importDraft.begin(), ['i']),
    action('sample', 'Add the sample', () => void addSample(app)),
    ...study,
    action(
      'theme',
      theme.resolved === 'dark' ? 'Use light colours' : 'Use dark colours',
      () => theme.toggle(),
      ['t'],
    ),
    action('keys', 'Keyboard shortcuts', onHelp, ['?']),
  ];
}

function action(id: string, label: string, act: () => void, keys: readonly string[] = []): PaletteItem {
  return { id: `do-${id}`, label, note: '', keys, act };
}

import Database from '@lucide/svelte/icons/database';
import GitCompare from '@lucide/svelte/icons/git-compare';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import Grid3x3 from '@lucide/svelte/icons/grid-3x3';
import House from '@lucide/svelte/icons/house';
import Info from '@lucide/svelte/icons/info';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import Plus from '@lucide/svelte/icons/plus';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Table2 from '@lucide/svelte/icons/table-2';
import { matchPath } from '../state/route.svelte';
import HomePage from './HomePage.svelte';
import RunPage from './RunPage.svelte';
import RunsPage from './RunsPage.svelte';
import { definePage, type NavItem, type Page } from './page';

/** Every page: its place in the navigation is its place here. */
export const pages: readonly Page[] = [
  definePage({ id: 'home', path: '/', title: 'Start', icon: House, component: HomePage, inNavigation: true }),
  definePage({
    id: 'datasets',
    path: '/datasets',
    title: 'Datasets',
    about: 'Images and their classes',
    icon: Database,
    load: async () => (await import('./DatasetsPage.svelte')).default,
    inNavigation: true,
  }),
  definePage({
    id: 'dataset',
    path: '/datasets/:name',
    title: 'Dataset',
    icon: Database,
    load: async () => (await import('./DatasetPage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'new-run',
    path: '/new',
    title: 'New run',
    about: 'Set up and start a run',
    icon: Plus,
    load: async () => (await import('./NewRunPage.svelte')).default,
    inNavigation: true,
  }),
  definePage({
    id: 'runs',
    path: '/runs',
    title: 'Runs',
    about: 'Filter, group, compare; import a run',
    icon: Table2,
    component: RunsPage,
    inNavigation: true,
  }),
  definePage({
    id: 'trash',
    path: '/trash',
    title: 'Trash',
    about: 'Removed runs, sweeps and datasets: restore them',
    icon: Table2,
    load: async () => (await import('./TrashPage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'run',
    path: '/runs/:id',
    title: 'Run',
    icon: Table2,
    component: RunPage,
    inNavigation: false,
  }),
  definePage({
    id: 'queue',
    path: '/queue',
    title: 'Queue',
    about: 'What waits: its order, pause and resume',
    icon: ListOrdered,
    load: async () => (await import('./QueuePage.svelte')).default,
    inNavigation: true,
  }),
  definePage({
    id: 'compare',
    path: '/compare',
    title: 'Compare',
    about: 'Runs beside each other',
    icon: GitCompare,
    load: async () => (await import('./ComparePage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'sweeps',
    path: '/sweeps',
    title: 'Sweeps',
    about: 'Many configurations, measured',
    icon: SlidersHorizontal,
    load: async () => (await import('./SweepsPage.svelte')).default,
    inNavigation: true,
  }),
  definePage({
    id: 'new-sweep',
    path: '/sweeps/new',
    title: 'New sweep',
    about: 'Set up a sweep',
    icon: SlidersHorizontal,
    load: async () => (await import('./NewSweepPage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'sweep-comparison',
    path: '/sweeps/compare',
    title: 'Compare sweeps',
    about: 'Errors of sweeps in one chart',
    icon: SlidersHorizontal,
    load: async () => (await import('./SweepComparisonPage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'sweep',
    path: '/sweeps/:id',
    title: 'Sweep',
    icon: SlidersHorizontal,
    load: async () => (await import('./SweepPage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'neighbours',
    path: '/neighbours',
    title: 'Neighbours',
    about: 'Search with your image; hubs and suspects',
    icon: Grid3x3,
    load: async () => (await import('./NeighboursPage.svelte')).default,
    inNavigation: true,
  }),
  definePage({
    id: 'run-neighbours',
    path: '/runs/:id/neighbours',
    title: 'Neighbours',
    icon: Grid3x3,
    load: async () => (await import('./NeighboursPage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'studies',
    path: '/studies',
    title: 'Studies',
    about: 'The tutorial, step by step',
    icon: GraduationCap,
    load: async () => (await import('./StudiesPage.svelte')).default,
    inNavigation: true,
  }),
  definePage({
    id: 'study',
    path: '/studies/:id',
    title: 'Study',
    icon: GraduationCap,
    load: async () => (await import('./StudyPage.svelte')).default,
    inNavigation: false,
  }),
  definePage({
    id: 'about',
    path: '/about',
    title: 'About',
    about: 'Versions and engines; back up now',
    icon: Info,
    load: async () => (await import('./AboutPage.svelte')).default,
    inNavigation: true,
  }),
];

/** The lines of the sidebar. */
export const navigation: readonly NavItem[] = pages.filter((page) => page.inNavigation);

/** The pages that can be gone to as they are, with no run or dataset named; those of the sidebar first. */
export const places: readonly NavItem[] = [
  ...navigation,
  ...pages.filter((page) => !page.inNavigation && !page.path.includes(':')),
];

/** The page at a path; the first page where there is none. */
export function pageAt(path: string): { page: Page; params: Readonly<Record<string, string>> } {
  for (const page of pages) {
    const params = matchPath(page.path, path);
    if (params) return { page, params };
  }
  return { page: pages[0] as Page, params: {} };
}

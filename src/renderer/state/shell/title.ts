import type { ActivityItem } from '../../components/shell/Activity.svelte';

/** The window's title: what is looked at, and before it how far the work under way is. */
export function windowTitle(page: string, activity: readonly ActivityItem[]): string {
  const done = activity.reduce((sum, item) => sum + (item.total > 0 ? item.done / item.total : 0), 0);
  const progress = activity.length > 0 ? `${Math.floor((100 * done) / activity.length)} % · ` : '';
  return `${progress}${page} · Metric Workbench`;
}

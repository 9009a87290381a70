import type { RunStatus } from '@shared/run';
import { count, percent, plural } from '../../text/numbers';
import { isActive, statusLabels } from '../../text/run-words';
import type { App } from '../context';
import { longWork } from './long-work';

/** Tells people, and screen readers, what has ended: imports and long work in a message, runs and sweeps politely aloud. */
export function tellChanges({ workbench, toasts, route, importDraft, notices }: App): void {
  const statuses = new Map<string, RunStatus>();
  const sweepStatuses = new Map<string, RunStatus>();
  const endOf = longWork(() => performance.now());
  workbench.onEvent((event) => {
    const ended = endOf(event);
    if (ended) {
      notices.tell(ended);
      const label = ended.wentWell ? 'Look' : 'See why';
      if (ended.href !== `#${route.path}`)
        toasts.done(ended.message, { label, onSelect: () => route.go(ended.href.slice(1)) });
    }
    if (event.type === 'importFinished') {
      const { name, examples, classes } = event.dataset;
      const words = `"${name}" is ready: ${count(examples)} images in ${plural(classes.length, 'class', 'classes')}.`;
      toasts.done(words, {
        label: 'New run',
        onSelect: () => route.go(`/new?dataset=${encodeURIComponent(name)}`),
      });
    }
    if (
      event.type === 'importFailed' &&
      event.importId !== importDraft.importId &&
      event.error.code !== 'cancelled'
    ) {
      toasts.problem(event.error);
    }
    if (event.type === 'sweepChanged') {
      const { id, name, status } = event.sweep;
      const before = sweepStatuses.get(id);
      sweepStatuses.set(id, status);
      if (before !== undefined && before !== status)
        toasts.announce(`${name}: ${statusLabels[status].toLowerCase()}.`);
    }
    if (event.type === 'runChanged') {
      const { run } = event;
      const before = statuses.get(run.id);
      statuses.set(run.id, run.status);
      if (before === run.status || (before === undefined && !isActive(run))) return;
      const error = run.scores ? `, validation error ${percent(run.scores.validation?.error)}` : '';
      toasts.announce(`${run.name}: ${statusLabels[run.status].toLowerCase()}${error}.`);
    }
  });
}

import type { CommandEntry } from './command';

/** Every command, in the order in which `--help` lists them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'datasets import',
    summary: 'Import images from a folder or a file',
    arguments: [['<path>', 'folder or file with images']],
    load: async () => (await import('./datasets-import')).datasetsImport,
  },
  {
    name: 'datasets list',
    summary: 'List the datasets',
    load: async () => (await import('./datasets-list')).datasetsList,
  },
  {
    name: 'datasets show',
    summary: 'Show one dataset',
    arguments: [['<name>', 'name of the dataset']],
    load: async () => (await import('./datasets-show')).datasetsShow,
  },
  {
    name: 'datasets remove',
    summary: 'Remove a dataset; can be undone with restore',
    arguments: [['<name>', 'name of the dataset']],
    load: async () => (await import('./datasets-remove')).datasetsRemove,
  },
  {
    name: 'datasets restore',
    summary: 'Undo the removal of a dataset',
    arguments: [['<name>', 'name of the dataset']],
    load: async () => (await import('./datasets-restore')).datasetsRestore,
  },
  {
    name: 'datasets sample',
    summary: 'Make the built-in sample: 12 classes of small colour images',
    load: async () => (await import('./datasets-sample')).datasetsSample,
  },
  {
    name: 'train',
    summary: 'Train a distance on a dataset and score it',
    load: async () => (await import('./train')).train,
  },
  {
    name: 'sweep',
    summary: 'Cross-validate settings: train every combination on every fold',
    load: async () => (await import('./sweep')).sweep,
  },
  {
    name: 'runs list',
    summary: 'List the runs, newest first',
    load: async () => (await import('./runs-list')).runsList,
  },
  {
    name: 'runs show',
    summary: 'Show one run: settings, scores, curves',
    arguments: [['<id>', 'id of the run']],
    load: async () => (await import('./runs-show')).runsShow,
  },
  {
    name: 'runs compare',
    summary: 'Lay 2 to 8 runs side by side: settings, scores, and whether the difference is real',
    arguments: [['<ids...>', 'ids of the runs']],
    load: async () => (await import('./runs-compare')).runsCompare,
  },
  {
    name: 'runs export',
    summary: 'Write a run to a file for other programs',
    arguments: [['<id>', 'id of the run']],
    load: async () => (await import('./runs-export')).runsExport,
  },
  {
    name: 'runs resume',
    summary: 'Go on with a run that was interrupted or cancelled',
    arguments: [['<id>', 'id of the run']],
    load: async () => (await import('./runs-resume')).runsResume,
  },
  {
    name: 'runs import',
    summary: 'Take in a run that another workbench exported as a bundle',
    arguments: [['<file>', 'the bundle']],
    load: async () => (await import('./runs-import')).runsImport,
  },
  {
    name: 'runs remove',
    summary: 'Remove a run; can be undone with restore',
    arguments: [['<id>', 'id of the run']],
    load: async () => (await import('./runs-remove')).runsRemove,
  },
  {
    name: 'runs restore',
    summary: 'Undo the removal of a run',
    arguments: [['<id>', 'id of the run']],
    load: async () => (await import('./runs-restore')).runsRestore,
  },
  {
    name: 'sweeps list',
    summary: 'List the sweeps, newest first',
    load: async () => (await import('./sweeps-list')).sweepsList,
  },
  {
    name: 'sweeps show',
    summary: 'Show one sweep: every configuration, and what is chosen',
    arguments: [['<id>', 'id of the sweep']],
    load: async () => (await import('./sweeps-show')).sweepsShow,
  },
  {
    name: 'sweeps export',
    summary: 'Write a sweep to a file for other programs',
    arguments: [['<id>', 'id of the sweep']],
    load: async () => (await import('./sweeps-export')).sweepsExport,
  },
  {
    name: 'sweeps resume',
    summary: 'Go on with a sweep that was interrupted or cancelled',
    arguments: [['<id>', 'id of the sweep']],
    load: async () => (await import('./sweeps-resume')).sweepsResume,
  },
  {
    name: 'sweeps remove',
    summary: 'Remove a sweep; can be undone with restore',
    arguments: [['<id>', 'id of the sweep']],
    load: async () => (await import('./sweeps-remove')).sweepsRemove,
  },
  {
    name: 'sweeps restore',
    summary: 'Undo the removal of a sweep',
    arguments: [['<id>', 'id of the sweep']],
    load: async () => (await import('./sweeps-restore')).sweepsRestore,
  },
  {
    name: 'neighbours',
    summary: 'Show the nearest training images of an image, and their vote',
    arguments: [['<id>', 'id of the run']],
    load: async () => (await import('./neighbours')).neighbours,
  },
  {
    name: 'study tutorial',
    summary: 'Run the five parts of the metric-learning tutorial on a dataset',
    load: async () => (await import('./study-tutorial')).studyTutorial,
  },
  {
    name: 'serve',
    summary: 'Open the workbench as a page of this machine; also without any command',
    load: async () => (await import('./serve')).serve,
  },
  {
    name: 'link',
    summary: 'Print a fresh link to the page that is being served',
    load: async () => (await import('./link')).link,
  },
  {
    name: 'backup',
    summary: 'Write everything the workbench keeps into one file',
    arguments: [['<file>', 'file to write; it must not be there yet']],
    load: async () => (await import('./backup')).backup,
  },
  {
    name: 'restore',
    summary: 'Put a backup in the place of the store, which is renamed and never deleted',
    arguments: [['[file]', 'a backup, or a copy of a store that the workbench made before an update']],
    load: async () => (await import('./restore')).restore,
  },
  {
    name: 'doctor',
    summary: 'Check the training engine, the store and the ways to open the workbench',
    load: async () => (await import('./doctor')).doctor,
  },
];

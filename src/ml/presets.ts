import type { Preset } from '@shared/preset';
import { distances } from './distances/index';

/** Presets that come with the program: the four distances as the tutorial sets them, and a few that are worth a try. */
export const builtInPresets: readonly Preset[] = [
  ...distances.map(({ id, label }) => ({
    name: `${label}, tutorial`,
    settings: { distance: id, params: {} },
  })),
  { name: 'Triplet, strong margin', settings: { distance: 'triplet', params: { margin: 2 } } },
  { name: 'Triplet, linear map', settings: { distance: 'triplet', embedding: 'linear', params: {} } },
  { name: 'Triplet, a quick look', settings: { distance: 'triplet', params: { epochs: 10 } } },
  {
    name: 'Contrastive, Adam',
    settings: { distance: 'contrastive', optimizer: 'adam', params: { learningRate: 0.001 } },
  },
];

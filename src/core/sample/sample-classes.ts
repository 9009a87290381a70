import { motifs, type Motif } from './motifs';

/** A class of the sample: a figure in a colour, given as offsets of red, green and blue from mid-grey. */
export type SampleClass = { name: string; motif: Motif; colour: readonly [number, number, number] };

const red = [68, -32, -28] as const;
const blue = [-42, -8, 64] as const;
const green = [-42, 40, -24] as const;
const gold = [60, 32, -48] as const;

/** The twelve classes, in the order of their labels. */
export const sampleClasses: readonly SampleClass[] = [
  { name: 'blue frames', motif: motifs.frame, colour: blue },
  { name: 'blue moons', motif: motifs.moon, colour: blue },
  { name: 'blue stripes', motif: motifs.stripes, colour: blue },
  { name: 'gold bars', motif: motifs.bars, colour: gold },
  { name: 'gold checks', motif: motifs.checks, colour: gold },
  { name: 'gold stars', motif: motifs.star, colour: gold },
  { name: 'green diamonds', motif: motifs.diamond, colour: green },
  { name: 'green dots', motif: motifs.dots, colour: green },
  { name: 'green triangles', motif: motifs.triangle, colour: green },
  { name: 'red crosses', motif: motifs.cross, colour: red },
  { name: 'red discs', motif: motifs.disc, colour: red },
  { name: 'red rings', motif: motifs.rings, colour: red },
];

import type { Answer } from '../protocol';

/** What a task answers; the process's own figures are added to it. */
export type Words = Omit<Answer, 'peakMb' | 'cpuMs'>;

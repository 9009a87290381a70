import type { BenchOptions } from './options';

/** Not yet. */
export async function measureScaling(_program: string, _folder: string, _options: BenchOptions): Promise<void> {}

import type { Figure } from './suites/suite';

/** The checks of one suite: a name counts once, however often it was held true. */
export class Ledger {
  readonly #checks = new Map<string, { times: number; failures: string[] }>();

  check(name: string, isTrue: boolean, detail = ''): void {
    const entry = this.#checks.get(name) ?? { times: 0, failures: [] };
    entry.times += 1;
    if (!isTrue) entry.failures.push(detail);
    this.#checks.set(name, entry);
  }

  /** Figures with a goal count as checks, too. */
  totals(figures: readonly Figure[]): { passed: number; failed: number } {
    const results = [...this.#checks.values()].map(({ failures }) => failures.length === 0);
    for (const { met } of figures) if (met !== null) results.push(met);
    const passed = results.filter(Boolean).length;
    return { passed, failed: results.length - passed };
  }

  /** One line a check, and the first details of those that failed. */
  lines(): string[] {
    return [...this.#checks].flatMap(([name, { times, failures }]) => {
      const often = times > 1 ? ` (${times} times)` : '';
      if (failures.length === 0) return [`  ok      ${name}${often}`];
      const details = failures.filter(Boolean).slice(0, 5);
      return [
        `  FAILED  ${name} (${failures.length} of ${times} times)`,
        ...details.map((detail) => `            ${detail}`),
      ];
    });
  }
}

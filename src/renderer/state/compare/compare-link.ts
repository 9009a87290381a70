import { mostCompared } from '@shared/most-compared';
import { splitNames, type SplitName } from '@shared/split';

/**
 * What a link to a comparison says; `k` is null for each run's own, `other` the run looked at beside the baseline, `smoothing`
 * the share of the past in the curves and `logs` the charts on a logarithmic axis, by id.
 */
export type CompareLink = {
  ids: readonly string[];
  baseline: string | null;
  other: string | null;
  split: SplitName;
  k: number | null;
  smoothing: number;
  logs: readonly string[];
};

/** Reads `?runs=r1,r2&baseline=r2&split=test&k=5&with=r1&smoothing=0.5&log=compared-loss`; what makes no sense is left out, ids are kept once and in order. */
export function compareLinkOf(query: Readonly<Record<string, string>>): CompareLink {
  const ids = [...new Set((query['runs'] ?? '').split(',').map((id) => id.trim().slice(0, 60)))]
    .filter((id) => id !== '')
    .slice(0, mostCompared);
  const among = (id: string | undefined) => (id !== undefined && ids.includes(id) ? id : null);
  const baseline = among(query['baseline']) ?? ids[0] ?? null;
  const other = among(query['with']);
  const k = Number(query['k']);
  const smoothing = Math.round(100 * Number(query['smoothing'])) / 100;
  const logs = [...new Set((query['log'] ?? '').split(','))].filter((id) => /^[a-z-]{1,60}$/.test(id));
  return {
    ids,
    baseline,
    other: other === baseline ? null : other,
    split: splitNames.find((name) => name === query['split']) ?? 'validation',
    k: Number.isSafeInteger(k) && k >= 1 && k <= 1000 ? k : null,
    smoothing: smoothing > 0 && smoothing <= 0.99 ? smoothing : 0,
    logs: logs.slice(0, 8),
  };
}

/** The link to a comparison; what goes without saying is left out. */
export function compareHref({ ids, baseline, other, split, k, smoothing, logs }: CompareLink): string {
  const rest = new URLSearchParams({
    ...(baseline !== null && baseline !== ids[0] ? { baseline } : {}),
    ...(other === null ? {} : { with: other }),
    ...(split === 'validation' ? {} : { split }),
    ...(k === null ? {} : { k: String(k) }),
    ...(smoothing === 0 ? {} : { smoothing: String(smoothing) }),
    ...(logs.length === 0 ? {} : { log: logs.join(',') }),
  }).toString();
  return `/compare?runs=${ids.map(encodeURIComponent).join(',')}${rest === '' ? '' : `&${rest}`}`;
}

/** The link after a run has been taken out; another becomes the baseline when it was the one. */
export function withoutRun(link: CompareLink, id: string): CompareLink {
  const ids = link.ids.filter((other) => other !== id);
  return {
    ...link,
    ids,
    baseline: link.baseline === id ? (ids[0] ?? null) : link.baseline,
    other: link.other === id ? null : link.other,
  };
}

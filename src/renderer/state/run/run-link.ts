/** What a link to a run keeps: neighbours that vote and the epoch looked at; null for the run's own k, and for the last epoch. */
export type RunLink = { k: number | null; epoch: number | null };

type Query = Readonly<Record<string, string>>;

const largestK = 1000;

/** Reads `?k=9&epoch=5`; what makes no sense is left as usual. */
export function runLinkOf(query: Query): RunLink {
  const k = positive(query['k']);
  return { k: k !== null && k <= largestK ? k : null, epoch: positive(query['epoch']) };
}

/** The link to a run; what goes without saying is left out. */
export function runHref(id: string, { k, epoch }: RunLink): string {
  const query = new URLSearchParams({
    ...(k === null ? {} : { k: String(k) }),
    ...(epoch === null ? {} : { epoch: String(epoch) }),
  }).toString();
  return `/runs/${id}${query === '' ? '' : `?${query}`}`;
}

function positive(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

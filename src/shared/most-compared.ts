/** Runs that can be laid side by side. */
export const mostCompared = 8;

/** Predictions of all runs given in one answer: 8 runs of 60,000 queries are left out. */
export const mostPredictions = 250_000;

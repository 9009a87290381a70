/** Runs that can be laid side by side. */
export const mostCompared = 8;

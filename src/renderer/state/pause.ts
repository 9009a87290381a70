/** Waits between two attempts at reaching the core. */
export const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

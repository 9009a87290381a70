/** Polls until a process is gone; gives after how many milliseconds, or null when it lives on for half a minute. */
export async function goneAfter(pid: number): Promise<number | null> {
  const began = performance.now();
  for (let tries = 0; tries < 1_200; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return performance.now() - began;
    }
    await new Promise((next) => setTimeout(next, 25));
  }
  return null;
}

/**
 * Waits for some work, but not for ever: a carrier that waits for us hangs up.
 * @throws the signal's TimeoutError after `ms`; the work itself goes on
 */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(ms);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([work, late]);
}

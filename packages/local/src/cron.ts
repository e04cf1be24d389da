import type { Clock } from "@nightbell/testkit/clock";

const MINUTE_MS = 60_000;

/**
 * Runs the Workers' cron at each full minute, as the platform does: locally nothing else triggers it.
 * @param send how the request leaves
 * @returns stops it
 */
export function driveCron(url: string, clock: Clock, send: (url: string) => Promise<unknown>): () => void {
  let cancel = (): void => undefined;
  const arm = (): void => {
    cancel = clock.schedule(MINUTE_MS - (clock.now() % MINUTE_MS), async () => {
      arm();
      await send(`${url}/cdn-cgi/local/scheduled`);
    });
  };
  arm();
  return () => cancel();
}

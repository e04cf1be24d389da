import { env, exports } from "cloudflare:workers";
import type { PingAnswer, PingMessage } from "@nightbell/shared/heartbeat/ping";
import worker from "../../src/ingest.ts";

/** What the tests of the ping host share. */

export const ingest = (exports as unknown as { default: Fetcher }).default;
export const HOST = "https://ping.example";

/** A ping id of the team with route 0123456789ab; the fake Team answers by its last digit. */
export const id = (last: string): string => `01234567-89ab-4cde-8f01-23456789abc${last}`;

/** What the fake Team was told. */
export const told = async (response: Response): Promise<Record<string, unknown>> =>
  JSON.parse(await response.text()) as Record<string, unknown>;

/** The Worker's settings, some of them changed. */
export const envWith = (changes: Partial<IngestEnv>): IngestEnv => ({ ...(env as unknown as IngestEnv), ...changes });

/** A binding to a Team that is this function. */
export const teamOf = (ping: (message: PingMessage) => Promise<PingAnswer>): Partial<IngestEnv> => ({
  TEAM: { getByName: () => ({ ping }) } as unknown as IngestEnv["TEAM"],
});

/** Asks the Worker itself, with settings of the test's own. */
export const ask = async (request: Request, settings: Partial<IngestEnv>): Promise<Response> =>
  worker.fetch(request as Parameters<typeof worker.fetch>[0], envWith(settings));

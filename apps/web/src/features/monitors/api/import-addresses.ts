import { teamApi } from "../../../lib/api/client.ts";
import { patientFetch } from "../../../lib/api/client.ts";

/** Where addresses come from. */
export type ImportFrom = { from: "list"; text: string } | { from: "sitemap"; url: string };

/** An index of sitemaps is read in two rounds. */
const TIMEOUT_MS = 30_000;

/** The addresses of a pasted list or a sitemap. Nothing is made. */
export const importAddresses = async (team: string, json: ImportFrom) =>
  (await teamApi.monitors.import.$post({ param: { team }, json }, { fetch: patientFetch(TIMEOUT_MS) })).json();

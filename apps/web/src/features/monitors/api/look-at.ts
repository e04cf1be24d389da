import { teamApi } from "../../../lib/api/client.ts";

/** What stands at an address today, and what a monitor of it could watch for; refused with a sentence when it does not answer. */
export const lookAt = async (team: string, url: string) =>
  (await teamApi.monitors.look.$post({ param: { team }, json: { url } })).json();

export type LookAnswer = Awaited<ReturnType<typeof lookAt>>;

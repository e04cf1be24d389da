import * as z from "zod";
import { PROTOCOL_VERSION, runRequest } from "../check/protocol.ts";

/**
 * A private probe and the API: spec "checks" §6. Nobody can call into a private network, so the probe asks for work
 * and brings what it saw. Both requests carry `Authorization: Bearer nbp_…`; a key that is wrong or retired gets 401.
 */

export const POLL_PATH = "/v1/probe/poll";
export const RESULTS_PATH = "/v1/probe/results";
/** A poll is answered at once if there is work, else after this long with no call. */
export const POLL_MS = 25_000;
/** Names the call in every post of results. */
export const CALL_HEADER = "nightbell-call";

/** A P-256 point, uncompressed (65 bytes), as base64url without padding. */
export const publicKey = z.string().regex(/^[A-Za-z0-9_-]{87}$/);

export const pollRequest = z.object({
  v: z.literal(PROTOCOL_VERSION),
  /** The secrets of the call that answers this poll are sealed to it. */
  publicKey,
  build: z.string().max(100),
  /** The probe's clock, in epoch ms. */
  now: z.int(),
  hostname: z.string().max(255).optional(),
});
export type PollRequest = z.infer<typeof pollRequest>;

/** What a poll says of its probe, with the clock compared as it arrived. */
export type ProbeHello = { publicKey: string; build: string; hostname: string | null; skewMs: number };

export const pollAnswer = z.object({
  /**
   * The call to carry out; its `region` is the probe's id. Null: no work yet, ask again.
   * The values in `secrets` are sealed (`sealSecret`), each for its monitor and name.
   */
  call: runRequest.nullable(),
  /** What the probe must reach to count as sighted, beside the checks: addresses, http or https. */
  controls: z.array(z.url({ protocol: /^https?$/ })).max(10),
  /** The API's clock, in epoch ms. */
  serverNow: z.int(),
});
export type PollAnswer = z.infer<typeof pollAnswer>;

/**
 * A post of results is NDJSON of the lines of `runLine`, exactly what a regional probe answers, named by {@link CALL_HEADER}.
 * One call may come in several posts, each beginning at a line; a post that got no answer is sent again, so lines can
 * come twice. 204: taken. 404: no such call any more, its lines are of no use. 401: as above. All else is tried again.
 */
export const RESULTS_TYPE = "application/x-ndjson";

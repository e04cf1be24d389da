import * as z from "zod";
import { guardRequest } from "./request.ts";

/** What the ping host hands to a Team object for a guard, and what it hears back. Spec "heartbeats" §7. */

const target = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("id"), guardId: z.string() }),
  z.object({ kind: z.literal("slug"), key: z.string(), slug: z.string() }),
]);

/** May the job run? The object's own clock says when that was asked. */
const ask = z.object({
  kind: z.literal("ask"),
  target,
  request: guardRequest.omit({ at: true }),
  /** The run id of a caller that gave none: a call that is repeated must not lease twice. */
  newRid: z.string(),
});
/** The run gives its lease back. */
const release = z.object({ kind: z.literal("release"), target, rid: z.string() });
/** How does the lease stand? */
const lease = z.object({ kind: z.literal("lease"), target, lease: z.string() });

export const guardMessage = z.discriminatedUnion("kind", [ask, release, lease]);
export type GuardMessage = z.infer<typeof guardMessage>;

/** The answer as it goes out: `body` for JSON, `text` for `format=text` and where there is no body. */
export type GuardRpcAnswer = {
  status: 200 | 404 | 409 | 423 | 429;
  body: object | null;
  text: string;
  /** With status 429. */
  retryAfterSeconds?: number;
};

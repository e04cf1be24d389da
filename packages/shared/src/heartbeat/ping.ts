import * as z from "zod";

/** What the URL asked for. A bare exit code 0 is `success`, 1–255 `fail`. Spec "heartbeats" §1. */
export const PING_ACTIONS = ["success", "start", "fail", "log"] as const;
export type PingAction = (typeof PING_ACTIONS)[number];

/** How a ping is recorded: its action, or `ign` when a rule says that it must not count. */
export type PingType = PingAction | "ign";

/** Bytes of a body that are kept, and announced as `Ping-Body-Limit`. */
export const PING_BODY_LIMIT = 10_000;
export const USER_AGENT_LIMIT = 200;

/** Ingest → Team: one parsed ping. */
export const pingMessage = z.object({
  v: z.literal(1),
  /** Names this delivery, so that a retried call is recorded once. */
  delivery: z.string(),
  pingId: z.string(),
  action: z.enum(PING_ACTIONS),
  exitCode: z.int().min(0).max(255).nullable(),
  /** Canonical lower-case run id, or null. */
  runId: z.string().nullable(),
  /** Ingest's receive time, epoch ms. */
  receivedAt: z.number(),
  method: z.string(),
  scheme: z.enum(["http", "https", "email"]),
  remote: z.string(),
  agent: z.string(),
  /** The first {@link PING_BODY_LIMIT} bytes; null when there was no body. */
  body: z.instanceof(Uint8Array).nullable(),
  /** The whole body's size as received. */
  bodyBytes: z.int(),
});
export type PingMessage = z.infer<typeof pingMessage>;

/** What ingest answers the client, decided by the Team object. 200 and 201 mean durable. */
export type PingAnswer = { status: 200 | 201 | 404 | 409 | 410 | 429; text: string; retryAfterSeconds?: number };

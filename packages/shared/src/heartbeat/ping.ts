import * as z from "zod";

/** What the URL asked for. A bare exit code 0 is `success`, 1–255 `fail`. Spec "heartbeats" §1. */
export const PING_ACTIONS = ["success", "start", "fail", "log"] as const;
export type PingAction = (typeof PING_ACTIONS)[number];

/** How a ping is recorded: its action, or `ign` when a rule says that it must not count. */
export type PingType = PingAction | "ign";

/** Bytes of a body that are kept, and announced as `Ping-Body-Limit`. */
export const PING_BODY_LIMIT = 10_000;
export const USER_AGENT_LIMIT = 200;

/** What is pinged: a heartbeat by its id, or by its slug with one of the team's ping keys. */
export const pingTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("id"), pingId: z.string() }),
  z.object({
    kind: z.literal("slug"),
    key: z.string(),
    slug: z.string(),
    /** Make the heartbeat if no slug of the team matches. */
    create: z.boolean(),
  }),
]);
export type PingTarget = z.infer<typeof pingTarget>;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** Ingest → Team: one parsed ping. */
export const pingMessage = z.object({
  v: z.literal(2),
  /** Names this delivery, so that a retried call is recorded once. */
  delivery: z.string(),
  target: pingTarget,
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
  /** The first {@link PING_BODY_LIMIT} bytes, secrets masked; null when there was no body. */
  body: bytes.nullable(),
  /** The same bytes as they came, if masking changed them: for the keyword filter only, never stored. */
  unmasked: bytes.nullable(),
  /** The whole body's size as received. */
  bodyBytes: z.int(),
  /** Accepted metrics by name, at most 20, and how many were refused. Spec "heartbeats" §6.1. */
  metrics: z.record(z.string(), z.number()),
  metricsDropped: z.int(),
  /** The machine and a remark that the client named: `[A-Za-z0-9_.:-]`, at most 100 characters. */
  host: z.string().nullable(),
  note: z.string().nullable(),
  /** The run time in seconds as the client measured it (`secs`). */
  runSeconds: z.number().nullable(),
  /** The client's own clock at the ping (`ts`), epoch ms: orders pings of one run, and is shown. */
  clientAt: z.number().nullable(),
  /** A report that was delayed on its way (`late=1`). */
  late: z.boolean(),
  /** Of e-mail pings: what the keyword filter reads. Null for HTTP. */
  mail: z.object({ subject: z.string(), text: z.string() }).nullable(),
});
export type PingMessage = z.infer<typeof pingMessage>;
/** A ping without its bytes: what the rules see once its type is known. */
export type PingFacts = Omit<PingMessage, "body" | "unmasked" | "mail">;

/** What ingest answers the client, decided by the Team object. 200 and 201 mean durable. */
export type PingAnswer = { status: 200 | 201 | 404 | 409 | 410 | 429; text: string; retryAfterSeconds?: number };

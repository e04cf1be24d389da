import * as z from "zod";

/** What the Worker is configured with: spec "platform" §6. Names are those of `wrangler.jsonc`. */

const secret = z.string().trim().min(1, "is empty: set it with `wrangler secret put`");
const url = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .transform((text) => text.replace(/\/+$/, ""));
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);
const isLoopback = (address: string): boolean => LOOPBACK.has(new URL(address).hostname);

const settings = z
  .object({
    ENVIRONMENT: z.enum(["local", "production"]),
    PUBLIC_URL: url,
    PING_BASE: url,
    LOCAL_STACK_URL: z.union([z.literal(""), url]),
    DATABASE_URL: secret.regex(
      /^postgres(ql)?:\/\/[^@]+@[^/]+\/.+/,
      "must look like postgresql://user:password@host/database",
    ),
    DATABASE_ENDPOINT: z.union([z.literal(""), url]),
    AUTH_SECRET: secret.min(32, "needs at least 32 characters: `openssl rand -base64 32`"),
    SECRETS_KEY: secret.min(32, "needs at least 32 characters: `openssl rand -base64 32`"),
    TWILIO_BASE_URL: url,
    TWILIO_ACCOUNT_SID: secret,
    TWILIO_AUTH_TOKEN: secret,
    TWILIO_FROM: z.string().regex(/^\+[1-9]\d{6,14}$/, "must be a number like +4319281234"),
    MAIL_BASE_URL: url,
    MAIL_API_KEY: secret,
    MAIL_FROM: z.string().min(3),
    /** The domain that takes e-mail pings; empty where they are off. */
    MAIL_DOMAIN: z.string().toLowerCase().default(""),
    VAPID_PUBLIC_KEY: secret,
    VAPID_PRIVATE_KEY: secret,
    VAPID_SUBJECT: z.string().regex(/^(mailto:|https:\/\/)/, "must start with mailto: or https://"),
  })
  .superRefine((value, context) => {
    const refuse = (name: keyof typeof value, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (value.ENVIRONMENT === "local") return;
    if (value.LOCAL_STACK_URL !== "")
      refuse("LOCAL_STACK_URL", "belongs to the local stack: leave it empty in production");
    for (const name of ["PUBLIC_URL", "PING_BASE", "TWILIO_BASE_URL", "MAIL_BASE_URL"] as const) {
      if (!value[name].startsWith("https://")) refuse(name, "must be https in production");
      if (isLoopback(value[name])) refuse(name, "points at this machine: local settings are refused in production");
    }
    if (value.DATABASE_ENDPOINT !== "" && isLoopback(value.DATABASE_ENDPOINT))
      refuse("DATABASE_ENDPOINT", "points at this machine: local settings are refused in production");
  });

export type Settings = z.infer<typeof settings>;

const parsed = new WeakMap<object, Settings>();

/**
 * The checked configuration; parsed once per isolate.
 * @param env the Worker's bindings
 * @throws Error naming each wrong setting, before anything is served
 */
export function settingsOf(env: object): Settings {
  const known = parsed.get(env);
  if (known !== undefined) return known;
  const result = settings.safeParse(env);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`Nightbell is not configured: ${lines.join("; ")}.`);
  }
  parsed.set(env, result.data);
  return result.data;
}

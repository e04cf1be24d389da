import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { isAPIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { magicLink } from "better-auth/plugins/magic-link";
import { organization } from "better-auth/plugins/organization";
import { AppError } from "@nightbell/shared/errors";
import type { IdPrefix } from "@nightbell/shared/ids";
import { DAY, HOUR, MINUTE, SECOND } from "@nightbell/shared/time";
import { sendMail, type MailInput } from "../carriers/mail.ts";
import { mintId } from "../context.ts";
import { openAuthDb } from "../db/client.ts";
import { databaseAppError } from "../db/errors.ts";
import * as authTables from "../db/schema/auth.ts";
import * as teamTables from "../db/schema/team.ts";
import type { Settings } from "../env.ts";
import { logLine } from "../http/log.ts";
import { hooksOf } from "./hooks.ts";
import { magicLinkMail, resetPasswordMail, verificationMail } from "./mails.ts";
import { pluginRoles } from "./roles.ts";

const PREFIX_OF: Record<string, IdPrefix> = {
  user: "usr",
  session: "ses",
  account: "acc",
  verification: "ver",
  organization: "team",
  member: "mem",
  invitation: "inv",
};

const SESSION_SECONDS = (14 * DAY) / SECOND;

/** Spec "trust" §10: 20 sign-ins an hour, 10 mails an hour, per address (IPv6 per /64). The local stack has one user. */
const limitsOf = (settings: Settings) => {
  const hourly = (max: number) => ({ window: HOUR / SECOND, max: settings.ENVIRONMENT === "local" ? 1_000 : max });
  return {
    "/sign-in/email": hourly(20),
    "/sign-up/email": hourly(20),
    "/sign-in/magic-link": hourly(10),
    "/magic-link/verify": hourly(20),
    "/request-password-reset": hourly(10),
    "/send-verification-email": hourly(10),
  };
};

function build(env: Env, settings: Settings) {
  const mail = async (input: MailInput) => {
    const sent = await sendMail(settings, input);
    if (!sent.ok) logLine({ level: "error", event: "mail_failed", error: sent.message });
  };
  const hooks = hooksOf(env, settings);
  return betterAuth({
    appName: "Nightbell",
    baseURL: settings.PUBLIC_URL,
    basePath: "/api/auth",
    secret: settings.AUTH_SECRET,
    trustedOrigins: [settings.PUBLIC_URL],
    database: drizzleAdapter(openAuthDb(settings), {
      provider: "pg",
      schema: { ...authTables, ...teamTables },
      transaction: false,
    }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, url, token }) =>
        await mail(resetPasswordMail({ to: user.email, link: url, key: `reset:${token}` })),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: async ({ user, url }) =>
        await mail(verificationMail({ to: user.email, link: url, key: `verify:${user.id}:${Date.now()}` })),
    },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: DAY / SECOND,
      // Read only while Postgres is down: see `identity.ts`.
      cookieCache: { enabled: true, maxAge: SESSION_SECONDS },
    },
    rateLimit: { enabled: true, storage: "database", window: 60, max: 100, customRules: limitsOf(settings) },
    databaseHooks: hooks.database,
    plugins: [
      magicLink({
        storeToken: "hashed",
        expiresIn: (15 * MINUTE) / SECOND,
        rateLimit: limitsOf(settings)["/sign-in/magic-link"],
        sendMagicLink: async ({ email, url, token }) =>
          await mail(magicLinkMail({ to: email, link: url, key: `magic:${token}` })),
      }),
      organization({
        roles: pluginRoles,
        creatorRole: "owner",
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
        requireEmailVerificationOnInvitation: true,
        schema: {
          organization: {
            modelName: "team",
            additionalFields: { route: { type: "string", required: true, input: false } },
          },
          member: { fields: { organizationId: "teamId" } },
          invitation: { fields: { organizationId: "teamId" } },
        },
        organizationHooks: hooks.organization,
      }),
    ],
    advanced: {
      database: {
        generateId: ({ model }) => {
          const prefix = PREFIX_OF[model];
          return prefix === undefined ? crypto.randomUUID() : mintId(prefix, Date.now());
        },
      },
      ...cookiesOf(settings),
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"], ipv6Subnet: 64 },
    },
    onAPIError: {
      onError: (error) => {
        if (isAPIError(error) && error.statusCode < 500) return;
        throw databaseAppError(error) ?? asUnavailable(error);
      },
    },
    logger: { log: (level, message) => logLine({ level, event: "auth", message }) },
    telemetry: { enabled: false },
  });
}

/** better-auth hides the database's error behind a plain 500 where it reads sessions. */
const asUnavailable = (error: unknown): unknown =>
  isAPIError(error) && error.body?.code === "FAILED_TO_GET_SESSION"
    ? new AppError("unavailable", "Our record cannot be reached. Please try again in a minute.")
    : error;

/** `__Host-` binds the cookies to this very host over https; plain http on this machine cannot have it. */
const cookiesOf = (settings: Settings) =>
  settings.ENVIRONMENT === "production"
    ? { cookiePrefix: "__Host-nightbell", useSecureCookies: false, defaultCookieAttributes: { secure: true } }
    : { cookiePrefix: "nightbell", useSecureCookies: false };

export type Auth = ReturnType<typeof build>;

const built = new WeakMap<Env, Auth>();

/** better-auth, built once per isolate: email and password, magic link, and its organization plug-in as our team. */
export function authOf(env: Env, settings: Settings): Auth {
  const known = built.get(env);
  if (known !== undefined) return known;
  const auth = build(env, settings);
  built.set(env, auth);
  return auth;
}

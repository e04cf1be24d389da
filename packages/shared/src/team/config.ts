import * as z from "zod";
import { heartbeatSettings, zone } from "../heartbeat/settings.ts";
import { guardSettings } from "../guard/settings.ts";
import { maintenanceSettings } from "../maintenance/settings.ts";
import { probeId } from "../check/region.ts";
import { monitorSettings } from "../check/settings.ts";
import { rota } from "../oncall/rota.ts";
import { policy } from "../paging/policy.ts";

/**
 * The configuration snapshot a team's object works from: recorded in Postgres first, then handed over whole,
 * so that paging needs nothing else (design §2, "Configuration").
 */

export const ROLES = ["owner", "admin", "responder", "viewer"] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time like 22:30");

export const CONTACT_KINDS = ["sms", "voice", "webpush", "email"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];
export const CHAT_KINDS = ["slack", "discord"] as const;
export type ChatKind = (typeof CHAT_KINDS)[number];

/** The classes a rung of the ladder names; several kinds can serve one class. */
export type PersonalChannel = "push" | "sms" | "voice";
/** A chat room is nobody's: a step posts there once. */
export type Channel = PersonalChannel | "chat";
export const CHANNEL_OF: Record<ContactKind, PersonalChannel> = {
  sms: "sms",
  voice: "voice",
  webpush: "push",
  email: "push",
};

/** One way to reach a person. A phone number is two contacts, so that losing SMS does not lose the call. */
export const contact = z.object({
  id: z.string(),
  kind: z.enum(CONTACT_KINDS),
  /** E.164 number, e-mail address, or the push subscription as JSON. */
  address: z.string(),
  verifiedAt: z.number().nullable(),
});
export type Contact = z.infer<typeof contact>;

export const member = z.object({
  /** The user's id. */
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  /** Where the person is now: quiet hours and the times in their messages are read in this zone. */
  zone,
  /** From equal to `to` is no quiet time; overnight is allowed. */
  quiet: z.object({ from: clock, to: clock }).nullable(),
  badSignal: z.boolean(),
  /** In join order. */
  contacts: z.array(contact),
});
export type Member = z.infer<typeof member>;

/** A place beside people that hears: a member's e-mail, or a chat room by its incoming webhook. */
export const channel = z.discriminatedUnion("kind", [
  z.object({
    /** A UUID, as clients of the management API expect. */
    id: z.string(),
    kind: z.literal("email"),
    name: z.string(),
    /** Whose address it is. */
    user: z.string(),
  }),
  z.object({
    id: z.string(),
    kind: z.enum(CHAT_KINDS),
    name: z.string(),
    /** The webhook's address, sealed for this team and channel. */
    sealedUrl: z.string(),
  }),
]);
export type NotifyChannel = z.infer<typeof channel>;

/** Somebody outside the team who hears when nobody answers: no seat, no log-in, and nothing to press. */
export const backup = z.object({
  name: z.string(),
  /** E.164. */
  phone: z.string(),
  verifiedAt: z.number().nullable(),
});
export type Backup = z.infer<typeof backup>;

/** A calendar feed, found by the hash of its token. `user`: whose shifts; null: everybody's. */
export const feed = z.object({
  id: z.string(),
  user: z.string().nullable(),
  tokenHash: z.string(),
  createdAt: z.number(),
});
export type Feed = z.infer<typeof feed>;

/** A team's own probe, which runs checks inside its network. `keyHash`: SHA-256 of its key, in hex. */
export const probeSettings = z.object({ id: probeId, name: z.string(), keyHash: z.string(), createdAt: z.number() });
export type ProbeSettings = z.infer<typeof probeSettings>;

export const teamConfig = z.object({
  v: z.literal(1),
  /** Rises with every change; an older snapshot never replaces a newer one. */
  version: z.int(),
  team: z.object({ id: z.string(), name: z.string(), zone }),
  /** In member order, which is the order of paging within a rung. */
  members: z.array(member),
  /** In the order they were made. The first is whom the default policy asks; none: everyone is on call. */
  rotas: z.array(rota),
  policies: z.array(policy),
  /** What pages when a monitor or heartbeat names no policy; null: the default ladder. */
  defaultPolicy: z.string().nullable(),
  backup: backup.nullable(),
  feeds: z.array(feed),
  heartbeats: z.array(heartbeatSettings),
  monitors: z.array(monitorSettings),
  maintenance: z.array(maintenanceSettings),
  /** In the order they were registered; a retired one is not among them. */
  probes: z.array(probeSettings),
  channels: z.array(channel),
  guards: z.array(guardSettings),
  /** Live keys for pings by slug, at most two. */
  pingKeys: z.array(z.string()),
  /** How many heartbeats the team's plan covers. */
  heartbeatLimit: z.int(),
});
export type TeamConfig = z.infer<typeof teamConfig>;

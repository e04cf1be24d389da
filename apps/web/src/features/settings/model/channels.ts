import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";

export type ChannelKind = NotifyChannelView["kind"];
type Room = Exclude<ChannelKind, "email">;

/** What the form for a new channel holds; `kind` says whether the person or the address counts. */
export type ChannelForm = { kind: ChannelKind; name: string; userId: string; url: string };
/** What creates a channel. */
export type NewChannel = { kind: "email"; name: string; userId: string } | { kind: Room; name: string; url: string };

/** Each kind as one picks it. */
export const CHANNEL_KINDS: readonly { value: ChannelKind; label: string }[] = [
  { value: "email", label: "E-mail" },
  { value: "slack", label: "Slack room" },
  { value: "discord", label: "Discord room" },
];

/** Where a room's incoming webhook is found, and what its address looks like. */
export const ROOMS: Record<Room, { begins: string; where: string }> = {
  slack: {
    begins: "https://hooks.slack.com/services/",
    where: "of an incoming webhook; in Slack under Apps, Incoming WebHooks",
  },
  discord: {
    begins: "https://discord.com/api/webhooks/",
    where: "of a webhook; in Discord under Edit channel, Integrations, Webhooks",
  },
};

/** What is sent to the API. */
export function channelOf({ kind, name, userId, url }: ChannelForm): NewChannel {
  const called = name.trim();
  return kind === "email" ? { kind, name: called, userId } : { kind, name: called, url: url.trim() };
}

/** The form's faults by field. Whether an address is a room's, the API says. */
export const faultsOf = ({ kind, name, url }: ChannelForm): Partial<Record<keyof ChannelForm, string>> => ({
  ...(name.trim() === "" ? { name: "give it a name" } : {}),
  ...(kind !== "email" && url.trim() === "" ? { url: "paste the address of its webhook" } : {}),
});

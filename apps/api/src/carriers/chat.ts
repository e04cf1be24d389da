import type { PageMessage } from "@nightbell/shared/paging/messages";
import type { CHAT_KINDS } from "@nightbell/shared/team/config";
import type { Settings } from "../env.ts";
import { discordPost, slackPost } from "./chat-text.ts";
import { callProvider, jsonFields, type ProviderAnswer } from "./provider-fetch.ts";
import { temporary, type SendResult } from "./result.ts";

/** Chat rooms by their incoming webhooks: Slack and Discord. Whoever has a room's address can post there. */

export type ChatKind = (typeof CHAT_KINDS)[number];
export type ChatSettings = Pick<Settings, "ENVIRONMENT">;

/** Where each service takes posts. An address comes from a user, so only these are ever called. */
const PLACES: Record<ChatKind, { hosts: readonly string[]; path: RegExp }> = {
  slack: { hosts: ["hooks.slack.com"], path: /^\/services\/\w+\/\w+\/\w+$/ },
  discord: {
    hosts: ["discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"],
    path: /^\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+$/,
  },
};
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether we may post to this address: https at the service itself, and in the local stack also loopback. */
export function isChatUrl(kind: ChatKind, address: string, environment: Settings["ENVIRONMENT"]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  if (environment === "local" && LOOPBACK.has(url.hostname))
    return url.protocol === "https:" || url.protocol === "http:";
  const { hosts, path } = PLACES[kind];
  return url.protocol === "https:" && url.port === "" && hosts.includes(url.hostname) && path.test(url.pathname);
}

/** What is posted where. `url` is the room's address, opened for this post alone. */
export type ChatInput = { kind: ChatKind; url: string; message: PageMessage };

/** Posts to a room. Never throws. 404 and 410 give `gone`. */
export async function sendChat({ ENVIRONMENT }: ChatSettings, { kind, url, message }: ChatInput): Promise<SendResult> {
  if (!isChatUrl(kind, url, ENVIRONMENT))
    return { ok: false, permanent: true, code: null, message: "This room's address is not one that we post to." };
  return toResult(
    await callProvider(addressOf(kind, url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(kind === "slack" ? slackPost(message) : discordPost(message)),
    }),
  );
}

/** Discord says what became of a post only if it is asked to. */
function addressOf(kind: ChatKind, address: string): string {
  const url = new URL(address);
  if (kind === "discord") url.searchParams.set("wait", "true");
  return url.href;
}

/** Answers that mean that somebody has closed the room to us. */
const CLOSED = [401, 403];

function toResult({ status, text, retryAfterMs }: ProviderAnswer): SendResult {
  if (status === 0) return temporary(`The chat service cannot be reached: ${text}.`);
  if (status >= 200 && status < 300) {
    const { id } = jsonFields(text);
    return { ok: true, providerId: typeof id === "string" ? id : null, status: "accepted" };
  }
  if (status === 404 || status === 410)
    return { ok: false, permanent: true, gone: true, code: status, message: "This room's webhook exists no more." };
  if (CLOSED.includes(status))
    return {
      ok: false,
      permanent: true,
      code: status,
      message: "The chat service does not let us post there any more.",
    };
  return temporary(`The chat service answered ${status}.`, status, retryAfterMs);
}

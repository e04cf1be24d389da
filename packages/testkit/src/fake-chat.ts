import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "./clock.ts";

/** One post in a room, as a reader sees it. */
export type ChatPost = {
  id: string;
  /** Epoch ms. */
  at: number;
  service: ChatService;
  room: string;
  /** What stands out; null where there is only a text. */
  title: string | null;
  text: string;
  /** Where a button leads; null without one. */
  link: string | null;
};
export type ChatService = "slack" | "discord";

export type ChatOptions = { clock: Clock; initial?: ChatPost[] };

/**
 * Chat services that take posts by incoming webhooks, with the contracts of Slack and Discord: any address that ends in
 * `/slack/<room>` or `/discord/<room>` is a room.
 */
export interface FakeChat {
  /** Answers `POST` to a room. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** Every post taken, oldest first. */
  readonly posts: readonly ChatPost[];
  /** Its webhook exists no more. */
  close(room: string): void;
  /** Every post is refused as too many, to be tried again after so many seconds; null ends it. */
  setLimit(seconds: number | null): void;
  /** Any status from 400 makes every post fail with it; null ends it. */
  setOutage(status: number | null): void;
  clear(): void;
  /** @returns stops listening */
  onChange(listener: () => void): () => void;
}

const KEPT = 500;
const ROOM = /\/(slack|discord)\/([\w-]+)$/;

const plain = (max: number) =>
  z.object({ type: z.literal("plain_text"), text: z.string().min(1).max(max), emoji: z.boolean().optional() });
const block = z.discriminatedUnion("type", [
  z.object({ type: z.literal("header"), text: plain(150) }),
  z.object({
    type: z.literal("section"),
    text: z.object({ type: z.literal("mrkdwn"), text: z.string().min(1).max(3_000), verbatim: z.boolean().optional() }),
  }),
  z.object({
    type: z.literal("actions"),
    elements: z
      .array(z.object({ type: z.literal("button"), text: plain(75), url: z.url().max(3_000) }))
      .min(1)
      .max(25),
  }),
]);
const slackBody = z.object({ text: z.string().min(1).max(40_000), blocks: z.array(block).max(50).default([]) });
const discordBody = z.object({
  content: z.string().min(1).max(2_000),
  allowed_mentions: z.object({ parse: z.array(z.enum(["roles", "users", "everyone"])) }).optional(),
  flags: z.int().optional(),
});

type Seen = Pick<ChatPost, "title" | "text" | "link">;

const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const unescaped = (text: string): string => text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** Null: not a post that Slack would take. */
function seenInSlack(json: unknown): Seen | null {
  const parsed = slackBody.safeParse(json);
  if (!parsed.success) return null;
  const { text, blocks } = parsed.data;
  const titles = blocks.flatMap((one) => (one.type === "header" ? [unescaped(one.text.text)] : []));
  const texts = blocks.flatMap((one) => (one.type === "section" ? [unescaped(one.text.text)] : []));
  const links = blocks.flatMap((one) => (one.type === "actions" ? one.elements.map(({ url }) => url) : []));
  return { title: titles[0] ?? null, text: texts.join("\n") || unescaped(text), link: links[0] ?? null };
}

function seenInDiscord(json: unknown): Seen | null {
  const parsed = discordBody.safeParse(json);
  return parsed.success ? { title: null, text: parsed.data.content, link: null } : null;
}

const REFUSED: Record<ChatService, () => Response> = {
  slack: () => new Response("invalid_payload", { status: 400 }),
  discord: () => Response.json({ message: "Invalid Form Body", code: 50035 }, { status: 400 }),
};
const GONE: Record<ChatService, () => Response> = {
  slack: () => new Response("no_service", { status: 404 }),
  discord: () => Response.json({ message: "Unknown Webhook", code: 10015 }, { status: 404 }),
};

function limited(service: ChatService, seconds: number): Response {
  const headers = { "retry-after": String(seconds) };
  if (service === "slack") return new Response("rate_limited", { status: 429, headers });
  const body = { message: "You are being rate limited.", retry_after: seconds, global: false };
  return Response.json(body, { status: 429, headers });
}

/** Discord answers with the post only where it is asked to wait for it. */
function taken({ service, id, text }: ChatPost, url: URL): Response {
  if (service === "slack") return new Response("ok");
  return url.searchParams.get("wait") === "true"
    ? Response.json({ id, content: text })
    : new Response(null, { status: 204 });
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return null;
  }
}

/** Both services in one, with no room closed. */
export function createFakeChat({ clock, initial = [] }: ChatOptions): FakeChat {
  const posts = [...initial];
  const closed = new Set<string>();
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  let outage: number | null = null;
  let limit: number | null = null;

  async function take(request: Request, url: URL, service: ChatService, room: string): Promise<Response> {
    const json = await jsonOf(request);
    if (outage !== null) return new Response("the chat service has an outage", { status: outage });
    if (limit !== null) return limited(service, limit);
    if (closed.has(room)) return GONE[service]();
    const seen = service === "slack" ? seenInSlack(json) : seenInDiscord(json);
    if (seen === null) return REFUSED[service]();
    const post = { id: randomUUID(), at: clock.now(), service, room, ...seen };
    posts.push(post);
    if (posts.length > KEPT) posts.shift();
    changed();
    return taken(post, url);
  }

  return {
    posts,
    close: (room) => void closed.add(room),
    setLimit: (seconds) => void (limit = seconds),
    setOutage: (status) => void (outage = status),
    clear() {
      posts.length = 0;
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async handle(request) {
      const url = new URL(request.url);
      const [, service, room = ""] = ROOM.exec(url.pathname) ?? [];
      if (service !== "slack" && service !== "discord") return new Response("no such room", { status: 404 });
      if (request.method !== "POST") return new Response("post here", { status: 405 });
      return await take(request, url, service, room);
    },
  };
}

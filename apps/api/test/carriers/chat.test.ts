import fc from "fast-check";
import { createVirtualClock } from "@nightbell/testkit/clock";
import { createFakeChat } from "@nightbell/testkit/fake-chat";
import { serve } from "@nightbell/testkit/serve";
import type { PageMessage } from "@nightbell/shared/paging/messages";
import { afterEach, describe, expect, it } from "vitest";
import { discordPost, slackPost } from "../../src/carriers/chat-text.ts";
import { isChatUrl, sendChat, type ChatKind } from "../../src/carriers/chat.ts";

/** Posts to chat rooms, against a fake that holds both services' contracts. */

const NOW = Date.UTC(2026, 0, 9, 2, 0);
const KINDS = ["slack", "discord"] as const;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => void (await Promise.all(closers.splice(0).map((close) => close()))));

const incident = (title: string): PageMessage["incidents"][number] => ({
  name: title,
  title,
  since: NOW - 60_000,
  endedAt: null,
  missed: null,
});

const messageOf = (titles: string[], change: Partial<PageMessage> = {}): PageMessage => ({
  kind: "down",
  team: "Acme",
  incidents: titles.map(incident),
  stillOpen: 0,
  code: null,
  owner: null,
  clock: { now: NOW, startedAt: NOW - 60_000, everyoneAt: NOW + 180_000 },
  zone: "Europe/Vienna",
  canReply: false,
  link: "https://app.nightbell.example/t/team_1/incidents/inc_1",
  note: null,
  ...change,
});

async function stage() {
  const chat = createFakeChat({ clock: createVirtualClock(NOW) });
  const served = await serve(chat.handle);
  closers.push(() => served.close());
  const post = (kind: ChatKind, message = messageOf(["shop: HTTP 500"])) =>
    sendChat({ ENVIRONMENT: "local" }, { kind, url: `${served.url}/chat/${kind}/ops`, message });
  return { chat, served, post };
}

describe.each(KINDS)("a post to %s", (kind) => {
  it("says what is down, since when, and that nobody has it", async () => {
    const { chat, post } = await stage();
    expect(await post(kind, messageOf(["shop: HTTP 500", "till"]))).toMatchObject({ ok: true, status: "accepted" });
    const [seen] = chat.posts;
    const all = `${seen?.title ?? ""}\n${seen?.text ?? ""}\n${seen?.link ?? ""}`;
    for (const said of ["2 DOWN:", "shop: HTTP 500", "till", "since 02:59", "Nobody has it yet", "/incidents/inc_1"])
      expect(all.replaceAll("\\", "")).toContain(said);
  });

  it("of a room that is closed is gone for good", async () => {
    const { chat, post } = await stage();
    chat.close("ops");
    expect(await post(kind)).toMatchObject({ ok: false, permanent: true, gone: true, code: 404 });
  });

  it("waits as long as it is told when there were too many", async () => {
    const { chat, post } = await stage();
    chat.setLimit(7);
    expect(await post(kind)).toMatchObject({ ok: false, permanent: false, code: 429, retryAfterMs: 7_000 });
  });

  it("is tried again after an outage, and without a connection", async () => {
    const { chat, served, post } = await stage();
    chat.setOutage(502);
    expect(await post(kind)).toMatchObject({ ok: false, permanent: false, code: 502 });
    chat.setOutage(403);
    expect(await post(kind)).toMatchObject({ ok: false, permanent: true, code: 403 });
    await served.close();
    closers.splice(0);
    expect(await post(kind)).toMatchObject({ ok: false, permanent: false, code: null });
  });

  it("fits the service in a storm of long names", async () => {
    const { chat, post } = await stage();
    expect(await post(kind, messageOf(Array<string>(60).fill("&<*".repeat(70))))).toMatchObject({ ok: true });
    expect(chat.posts[0]?.text).toContain("…");
  });

  it("fits the service, whatever the names are", async () => {
    const { post } = await stage();
    const text = fc.string({ unit: "binary", maxLength: 300 }).map((one) => `<!channel> @everyone & ${one}`);
    const messages = fc.array(text, { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(messages, async (titles) => (await post(kind, messageOf(titles))).ok),
      { numRuns: 30 },
    );
  });
});

describe("a Slack post", () => {
  it("escapes what would be a mention or a link, and unfurls nothing", () => {
    const post = JSON.stringify(slackPost(messageOf(["<!channel> & <https://evil.example|fine>"])));
    expect(post).not.toContain("<!channel>");
    expect(post).toContain("&lt;!channel&gt; &amp; &lt;https://evil.example|fine&gt;");
    expect(slackPost(messageOf(["x"]))).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  it("never cuts an escape in two", () => {
    const { text } = slackPost(messageOf(["&".repeat(200)])) as { text: string };
    expect(text.length).toBeLessThanOrEqual(150);
    expect(text.replaceAll("&amp;", "")).toMatch(/^DOWN …$/);
  });
});

describe("a Discord post", () => {
  it("mentions nobody, and shows names as they are", () => {
    const post = discordPost(messageOf(["@everyone *db_1*"])) as { content: string };
    expect(post).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(post.content).toContain(String.raw`\@everyone \*db\_1\*`);
  });
});

describe("an address", () => {
  const real = {
    slack: ["https://hooks.slack.com/services/T000/B000/XXXX"],
    discord: [
      "https://discord.com/api/webhooks/123456789/abc-DEF_1",
      "https://discordapp.com/api/webhooks/1/a",
      "https://ptb.discord.com/api/webhooks/1/a",
      "https://canary.discord.com/api/v10/webhooks/1/a",
    ],
  };
  it.each(KINDS)("of %s is taken, and that of the other is not", (kind) => {
    const other = kind === "slack" ? "discord" : "slack";
    for (const url of real[kind]) expect(isChatUrl(kind, url, "production")).toBe(true);
    for (const url of real[other]) expect(isChatUrl(kind, url, "production")).toBe(false);
  });

  it.each([
    "http://hooks.slack.com/services/T/B/X",
    "https://hooks.slack.com.evil.example/services/T/B/X",
    "https://hooks.slack.com@evil.example/services/T/B/X",
    "https://user:pass@hooks.slack.com/services/T/B/X",
    "https://hooks.slack.com:8443/services/T/B/X",
    "https://hooks.slack.com/api/chat.postMessage",
    "https://169.254.169.254/services/T/B/X",
    "http://localhost/services/T/B/X",
    "not an address",
  ])("%s is refused in production, also when it is sent to", async (url) => {
    expect(isChatUrl("slack", url, "production")).toBe(false);
    const sent = await sendChat({ ENVIRONMENT: "production" }, { kind: "slack", url, message: messageOf(["x"]) });
    expect(sent).toMatchObject({ ok: false, permanent: true });
  });
});

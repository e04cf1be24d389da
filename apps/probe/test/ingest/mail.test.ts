import { newPingKey } from "@nightbell/shared/ids";
import type { PingAnswer, PingMessage } from "@nightbell/shared/heartbeat/ping";
import { describe, expect, it } from "vitest";
import worker from "../../src/ingest.ts";
import { ask, envWith, HOST, id, ingest, teamOf } from "./told.ts";

/** E-mail pings: spec "heartbeats" §3. */

const KEY = newPingKey("0123456789ab", new Uint8Array(12));
const DOMAIN = "mail.ping.example";

const MESSAGE = [
  "From: Cron <root@web1.example>",
  "To: nightbell",
  "Subject: =?utf-8?B?U2ljaGVydW5nIGbDvHIgw4RybWVs?=",
  "MIME-Version: 1.0",
  "Content-Type: multipart/alternative; boundary=b",
  "",
  "--b",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Backup f=C3=BCr web1: password=3Dhunter2 a long line that is wrap=",
  "ped",
  "::nightbell rows=3D1=",
  "234",
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "",
  "<html><style>p { color: red }</style><p>All <b>well</b> &amp; done</p></html>",
  "--b--",
  "",
].join("\r\n");

type Sent = { messages: PingMessage[]; rejected: string[] };

/** Sends a message to the Worker's mail handler. */
async function send(
  to: string,
  {
    answer = { status: 200, text: "OK" },
    raw = MESSAGE,
    domain = DOMAIN,
  }: { answer?: PingAnswer | null; raw?: string; domain?: string } = {},
): Promise<Sent> {
  const sent: Sent = { messages: [], rejected: [] };
  const team = teamOf(async (message) => {
    sent.messages.push(message);
    if (answer === null) throw new Error("storage is gone");
    return answer;
  });
  const mail = {
    from: "root@web1.example",
    to,
    headers: new Headers(),
    raw: new Blob([raw]).stream(),
    rawSize: new TextEncoder().encode(raw).length,
    setReject: (reason: string) => sent.rejected.push(reason),
  };
  await worker.email(mail as unknown as ForwardableEmailMessage, envWith({ MAIL_DOMAIN: domain, ...team }));
  return sent;
}

const textOf = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());

describe("a message to a heartbeat's address", () => {
  it("is a success of that heartbeat", async () => {
    const { messages, rejected } = await send(`${id("0")}@${DOMAIN}`);
    expect(rejected).toEqual([]);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      v: 2,
      target: { kind: "id", pingId: id("0") },
      action: "success",
      exitCode: null,
      runId: null,
      method: "",
      scheme: "email",
      remote: "",
      agent: "Email from root@web1.example",
      bodyBytes: MESSAGE.length,
      late: false,
    });
  });

  it("keeps the raw message, and gives the keyword filter the decoded one", async () => {
    const [message] = (await send(`${id("0")}@${DOMAIN}`, { raw: `X-Note: token=abc\r\n${MESSAGE}` })).messages;
    expect(textOf(message?.body)).toMatch(/^X-Note: token=\*\*\*\r\nFrom: Cron/);
    expect(textOf(message?.unmasked)).toMatch(/^X-Note: token=abc\r\n/);
    expect(message?.mail?.subject).toBe("Sicherung für Ärmel");
    expect(message?.mail?.text).toContain("Backup für web1: password=hunter2 a long line that is wrapped");
    expect(message?.mail?.text).toContain("All well & done");
    expect(message?.mail?.text).not.toContain("color");
  });

  it("carries metrics in its decoded text", async () => {
    const [message] = (await send(`${id("0")}@${DOMAIN}`)).messages;
    expect(message).toMatchObject({ metrics: { rows: 1_234 }, metricsDropped: 0 });
  });

  it("may be of any size and shape", async () => {
    for (const raw of ["", "no header at all", "\0\xff", `Subject: big\r\n\r\n${"x".repeat(2_000_000)}`]) {
      const { messages, rejected } = await send(`${id("0")}@${DOMAIN}`, { raw });
      expect(rejected).toEqual([]);
      const [message] = messages;
      expect(message?.bodyBytes).toBe(new TextEncoder().encode(raw).length);
      expect(message?.body?.length ?? 0).toBeLessThanOrEqual(10_000);
      expect(message?.mail?.text.length).toBeLessThanOrEqual(100_000);
    }
  });

  it("that nests beyond reason is read as it is", async () => {
    const part = (depth: number): string =>
      depth === 0
        ? "Content-Type: text/plain\r\n\r\nfailed\r\n"
        : `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${part(depth - 1)}\r\n--b${depth}--\r\n`;
    const { messages } = await send(`${id("0")}@${DOMAIN}`, { raw: `Subject: deep\r\n${part(300)}` });
    expect(messages[0]?.mail?.text).toContain("failed");
  });

  it.each([
    [`${id("0").toUpperCase()}@${DOMAIN.toUpperCase()}`, { kind: "id", pingId: id("0") }],
    [`${KEY}+backup-db@${DOMAIN}`, { kind: "slug", key: KEY, slug: "backup-db", create: false }],
    [`${KEY.toUpperCase()}+Backup_1@${DOMAIN}`, { kind: "slug", key: KEY, slug: "backup_1", create: false }],
  ])("may be written as %s", async (to, target) => {
    expect((await send(to)).messages[0]?.target).toEqual(target);
  });
});

describe("other messages", () => {
  it.each([
    ["another domain", `${id("0")}@ping.example`, "5.1.1 Recipient rejected"],
    ["a domain below ours", `${id("0")}@x.${DOMAIN}`, "5.1.1 Recipient rejected"],
    ["no domain", id("0"), "5.1.1 Recipient rejected"],
    ["nothing", "", "5.1.1 Recipient rejected"],
    ["a word", `postmaster@${DOMAIN}`, "5.1.1 Invalid mailbox"],
    ["no mailbox", `@${DOMAIN}`, "5.1.1 Invalid mailbox"],
    ["an id without dashes", `${id("0").replaceAll("-", "")}@${DOMAIN}`, "5.1.1 Invalid mailbox"],
    ["a key alone", `${KEY}@${DOMAIN}`, "5.1.1 Invalid mailbox"],
    ["a key without a slug", `${KEY}+@${DOMAIN}`, "5.1.1 Invalid mailbox"],
    ["two slugs", `${KEY}+a+b@${DOMAIN}`, "5.1.1 Invalid mailbox"],
    ["a short key", `${KEY.slice(1)}+a@${DOMAIN}`, "5.1.1 Invalid mailbox"],
    ["an id with an action", `${id("0")}+fail@${DOMAIN}`, "5.1.1 Invalid mailbox"],
  ])("to %s are refused", async (_what, to, reason) => {
    expect(await send(to)).toEqual({ messages: [], rejected: [reason] });
  });

  it("are all refused where e-mail pings are off", async () => {
    for (const to of [`${id("0")}@${DOMAIN}`, `${id("0")}@`])
      expect(await send(to, { domain: "" })).toEqual({ messages: [], rejected: ["5.1.1 Recipient rejected"] });
  });

  it("to a heartbeat that does not exist, or cannot take one, are dropped", async () => {
    for (const status of [404, 409, 410, 429] as const)
      expect((await send(`${id("0")}@${DOMAIN}`, { answer: { status, text: "no" } })).rejected).toEqual([]);
    expect(await send(`${"z".repeat(22)}+job@${DOMAIN}`)).toEqual({ messages: [], rejected: [] });
  });

  it("fail for the time being when the Team does not answer", async () => {
    await expect(send(`${id("0")}@${DOMAIN}`, { answer: null })).rejects.toThrow(/did not answer/);
  });
});

describe("the door of the one-machine stack", () => {
  const open: Partial<IngestEnv> = { MAIL_DOOR: "1", MAIL_DOMAIN: DOMAIN };
  const knock = async (to: string, settings: Partial<IngestEnv>, body: string | null = MESSAGE) => {
    const url = `${HOST}/email?from=root@web1.example&to=${encodeURIComponent(to)}`;
    const response = await ask(new Request(url, { method: "POST", body }), settings);
    return [response.status, await response.text()];
  };

  it("takes a message, and answers what a mail server can pass on", async () => {
    const messages: PingMessage[] = [];
    const team = teamOf(async (message) => {
      messages.push(message);
      return { status: 200, text: "OK" };
    });
    expect(await knock(`${id("0")}@${DOMAIN}`, { ...open, ...team })).toEqual([200, "OK"]);
    expect(await knock(`${KEY}+job@${DOMAIN}`, { ...open, ...team }, null)).toEqual([200, "OK"]);
    expect(messages).toMatchObject([
      { scheme: "email", agent: "Email from root@web1.example", metrics: { rows: 1_234 } },
      { target: { slug: "job" }, body: null },
    ]);
    expect(await knock(`${id("0")}@elsewhere.example`, open)).toEqual([422, "550 5.1.1 Recipient rejected"]);
    expect(await knock(`root@${DOMAIN}`, open)).toEqual([422, "550 5.1.1 Invalid mailbox"]);
    const silent = teamOf(() => Promise.reject(new Error("storage is gone")));
    expect(await knock(`${id("0")}@${DOMAIN}`, { ...open, ...silent })).toEqual([503, "451 4.3.0 Try again later"]);
  });

  it("is shut unless it is opened, and has no other form", async () => {
    const post = { method: "POST", body: MESSAGE };
    const shut = await ingest.fetch(`${HOST}/email?from=a@b.example&to=${id("0")}@${DOMAIN}`, post);
    expect([shut.status, await shut.text()]).toEqual([404, "not found"]);
    expect((await ask(new Request(`${HOST}/email`), open)).status).toBe(404);
    expect((await ask(new Request(`${HOST}/email/x`, post), open)).status).toBe(404);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smsParts } from "./gsm.ts";
import { mailText, PUSH_LIMIT, pushPayload, smsText, voiceText } from "./message-channels.ts";
import { duration, stopwatch, wallClock } from "./message-time.ts";
import type { MessageIncident, MessageKind, PageMessage } from "./messages.ts";

const T = Date.parse("2026-03-03T01:14:00Z");
const link = "https://nightbell.app/i/AAAAAAAAaaaaaaaaaaaaaaaaaaaaaw";
const db: MessageIncident = {
  name: "db1 prod",
  title: "db1 prod: HTTP 500 from 3 regions",
  since: T,
  endedAt: null,
  missed: null,
};
const urls = {
  tag: "pg_000001",
  url: "https://nightbell.app/incidents/inc_000001",
  ackUrl: link,
  shownUrl: "https://nightbell.app/carrier/push/t/shown",
};

/** Length in UTF-8. */
const bytes = (text: string): number => encodeURIComponent(text).replace(/%../g, "x").length;

const message = (change: Partial<PageMessage> = {}): PageMessage => ({
  kind: "down",
  team: "Acme",
  incidents: [db],
  stillOpen: 0,
  code: null,
  owner: null,
  zone: "Europe/Vienna",
  canReply: true,
  link,
  note: null,
  clock: { now: T + 192_000, startedAt: T, everyoneAt: T + 240_000 },
  ...change,
});
const KINDS: MessageKind[] = [
  "down",
  "unacked",
  "recovered",
  "status",
  "nudge",
  "flapping",
  "exhausted",
  "contact",
  "notice",
];

describe("SMS", () => {
  test("says what, since when, who has it, how to answer, and where", () => {
    expect(smsText(message())).toBe(
      "DOWN db1 prod: HTTP 500 from 3 regions since 02:14 CET. Nobody yet, all called 4:00. Reply 1 ack, 2 escalate. nightbell.app/i/AAAAAAAAaaaaaaaaaaaaaaaaaaaaaw",
    );
  });

  test("a short one carries the whole state", () => {
    const text = smsText(message({ incidents: [{ ...db, title: "db1" }] }));
    expect(text).toContain(
      "DOWN db1 since 02:14 CET. Nobody has it yet - 3:12. Everyone is called at 4:00. Reply 1 ack, 2 escalate.",
    );
  });

  test("a bundle says the count, and the code where the number has several pages", () => {
    expect(smsText(message({ incidents: [db, db, db], code: 12 }))).toMatch(
      /^3 DOWN: db1 prod.* since 02:14 CET\..* Reply 12a ack, 12e escalate\. /,
    );
  });

  test("no reply instructions where replies do not arrive", () => {
    expect(smsText(message({ canReply: false }))).not.toContain("Reply");
  });

  test("recovery has downtime and missed runs", () => {
    const ended = { ...db, endedAt: T + 1_020_000, missed: 3 };
    expect(smsText(message({ kind: "recovered", incidents: [ended] }))).toMatch(
      /^BACK UP db1 prod, down 17 min, 3 runs missed\. Nothing else/,
    );
    expect(smsText(message({ kind: "recovered", incidents: [ended], stillOpen: 2 }))).toContain("2 still down.");
  });

  test("UCS-2 keeps the answer and the link", () => {
    const text = smsText(message({ incidents: [{ ...db, title: "決済サーバー: HTTP 500" }] }));
    expect(text).toBe("DOWN 決済サー. Reply 1 ack. nightbell.app/i/AAAAAAAAaaaaaaaaaaaaaaaaaaaaaw");
    expect(smsParts(text).parts).toBe(1);
  });
});

describe("every kind", () => {
  test("carries the state in every channel", () => {
    const owned = { owner: "Ana" };
    const says: Record<MessageKind, [Partial<PageMessage>, RegExp]> = {
      down: [{}, /Nobody has it yet - 3:12\. Everyone is called at 4:00\./],
      unacked: [owned, /Ana went quiet\. Nobody has it yet/],
      recovered: [{}, /Nothing else is down/],
      status: [owned, /Ana has it\./],
      nudge: [owned, /You have it\. Without a word from you everyone is called at 4:00\./],
      flapping: [{}, /We stay quiet until it settles/],
      exhausted: [{}, /Nobody answered for a day/],
      contact: [{ note: "SMS does not work." }, /SMS does not work\./],
      notice: [{}, /Nobody is paged for this\./],
      digest: [{}, /It was no reason to wake you\./],
      shift: [{ note: "You are on call from Mon 09:00." }, /You are on call from Mon 09:00\./],
      backup: [{}, /Nobody in .+ has answered\. You are their backup/],
    };
    for (const kind of KINDS) {
      const [change, state] = says[kind];
      const m = message({ kind, ...change });
      expect(pushPayload(m, urls).body, kind).toMatch(state);
      expect(mailText(m).text, kind).toMatch(state);
      expect(mailText(m).html, kind).toMatch(state);
    }
  });

  test("a notice says in a push what it is about, because there is no page to open", () => {
    expect(pushPayload(message({ kind: "notice" }), urls)).toMatchObject({
      title: "NOTE: db1 prod",
      body: expect.stringMatching(/^db1 prod: .+, since .+\. Nobody is paged for this\.$/) as string,
    });
  });

  test("everyone is being called, once they are", () => {
    const now = { now: T + 300_000, startedAt: T, everyoneAt: null };
    expect(pushPayload(message({ clock: now }), urls).body).toContain(
      "Nobody has it yet - 5:00. Everyone is being called.",
    );
  });

  test("a locked screen shows name and state, nothing that a site wrote", () => {
    const payload = pushPayload(message({ incidents: [{ ...db, title: "db1 prod: <secret excerpt>" }] }), urls);
    expect(payload.title).toBe("DOWN db1 prod");
    expect(JSON.stringify(payload)).not.toContain("secret");
  });
});

test("a call says how many, the first, and the keys", () => {
  expect(voiceText(message())).toBe(
    "Nightbell for Acme. This is down: db1 prod: HTTP 500 from 3 regions. Nobody has it yet. Press 1 to acknowledge, 2 to call everyone.",
  );
  expect(voiceText(message({ incidents: [db, db] }))).toContain("2 things are down. The first is db1 prod");
});

describe("hostile text", () => {
  const hostile = fc.string({ unit: "binary", maxLength: 300 });
  const control = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
  const anyMessage = fc.record({
    kind: fc.constantFrom(...KINDS),
    name: hostile,
    title: hostile,
    team: hostile,
    owner: fc.option(hostile),
    note: fc.option(hostile),
  });

  test("no control, line break, bidi or zero-width mark gets through; an SMS stays one segment, a push below its limit", () => {
    fc.assert(
      fc.property(anyMessage, fc.integer({ min: 1, max: 20 }), ({ kind, name, title, ...rest }, count) => {
        const m = message({ kind, ...rest, incidents: Array.from({ length: count }, () => ({ ...db, name, title })) });
        const mail = mailText(m);
        const payload = pushPayload(m, urls);
        for (const line of [
          smsText(m),
          voiceText(m),
          mail.subject,
          payload.title,
          payload.body,
          ...mail.text.split("\n\n"),
        ]) {
          expect(line).not.toMatch(control);
        }
        expect(smsParts(smsText(m)).parts).toBe(1);
        expect(smsText(m).endsWith("nightbell.app/i/AAAAAAAAaaaaaaaaaaaaaaaaaaaaaw")).toBe(true);
        expect(bytes(JSON.stringify(payload))).toBeLessThanOrEqual(PUSH_LIMIT);
      }),
    );
  });

  test("markup is text in the mail", () => {
    const evil = `<img src=x onerror=alert(1)>"'&`;
    const { html } = mailText(
      message({
        team: evil,
        owner: evil,
        kind: "status",
        incidents: [{ ...db, name: evil, title: evil }],
        link: `${link}"><script>`,
      }),
    );
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
  });

  test("a subject cannot start a header", () => {
    expect(mailText(message({ incidents: [{ ...db, title: "x\r\nBcc: evil@example.com" }] })).subject).toBe(
      "DOWN x Bcc: evil@example.com",
    );
  });
});

describe("times", () => {
  test.each([
    [0, "0:00"],
    [59_999, "0:59"],
    [192_000, "3:12"],
    [3_792_000, "1:03:12"],
    [-5, "0:00"],
  ])("stopwatch %d", (ms, text) => {
    expect(stopwatch(ms)).toBe(text);
  });
  test.each([
    [45_000, "45 s"],
    [59_900, "60 s"],
    [1_020_000, "17 min"],
    [7_800_000, "2 h 10 min"],
    [7_200_000, "2 h"],
    [273_600_000, "3 d 4 h"],
  ])("duration %d", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
  test.each([
    ["Europe/Vienna", "02:14 CET"],
    ["America/New_York", "Mon 20:14 EST"],
    ["Australia/Sydney", "12:14 AEDT"],
    ["Asia/Tokyo", "10:14 GMT+9"],
    ["UTC", "01:14 UTC"],
  ])("the wall clock in %s", (zone, text) => {
    const now = zone.startsWith("America") ? T + 86_400_000 : T;
    expect(wallClock(T, zone, now)).toBe(text);
  });
});

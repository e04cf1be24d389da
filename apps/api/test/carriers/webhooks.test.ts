import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { REPLY_HELP } from "@nightbell/shared/paging/replies";
import { statusUrl, voiceUrl } from "../../src/carriers/webhooks.ts";
import { OURS, PHONE, PUBLIC_URL, ROUTE, settings, stage, TOKEN, type Stage } from "./fixture.ts";

afterEach(() => vi.restoreAllMocks());

/** Signed by hand, so that the fake carrier's signing is not its own proof. */
function signed(path: string, form: [string, string][], token = settings.TWILIO_AUTH_TOKEN): [string, RequestInit] {
  const text =
    PUBLIC_URL +
    path +
    form
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => name + value)
      .join("");
  const headers = { "x-twilio-signature": createHmac("sha1", token).update(text).digest("base64") };
  return [path, { method: "POST", headers, body: new URLSearchParams(form) }];
}

const status = `/carrier/twilio/${ROUTE}/status/sn_1`;
const voice = `/carrier/twilio/${ROUTE}/voice/sn_1`;
const gather = `/carrier/twilio/${ROUTE}/gather/sn_1`;

async function sendText({ carrier, clock }: Stage): Promise<void> {
  const auth = `Basic ${btoa(`${settings.TWILIO_ACCOUNT_SID}:${settings.TWILIO_AUTH_TOKEN}`)}`;
  const body = new URLSearchParams({
    To: PHONE,
    From: OURS,
    Body: "DOWN db1",
    StatusCallback: statusUrl(PUBLIC_URL, ROUTE, "sn_1"),
  });
  await carrier.handle(
    new Request(`http://carrier/2010-04-01/Accounts/${settings.TWILIO_ACCOUNT_SID}/Messages.json`, {
      method: "POST",
      headers: { authorization: auth },
      body,
    }),
  );
  await clock.advance(10_000);
}

async function placeCall({ carrier, clock }: Stage): Promise<void> {
  const auth = `Basic ${btoa(`${settings.TWILIO_ACCOUNT_SID}:${settings.TWILIO_AUTH_TOKEN}`)}`;
  const body = new URLSearchParams({
    To: PHONE,
    From: OURS,
    Url: `${voiceUrl(PUBLIC_URL, ROUTE, "sn_1")}#rc=3`,
    StatusCallback: statusUrl(PUBLIC_URL, ROUTE, "sn_1"),
    StatusCallbackEvent: "initiated ringing answered completed",
  });
  await carrier.handle(
    new Request(`http://carrier/2010-04-01/Accounts/${settings.TWILIO_ACCOUNT_SID}/Calls.json`, {
      method: "POST",
      headers: { authorization: auth },
      body,
    }),
  );
  await clock.advance(180_000);
}

const of = ({ pager }: Stage, kind: string) => pager.calls.filter(([name]) => name === kind);

describe("receipts", () => {
  test("every step of an SMS arrives, an error with its code", async () => {
    const s = stage();
    s.carrier.setBehaviour(PHONE, { sms: { kind: "undelivered", afterSeconds: 5, code: 30003 } });
    await sendText(s);
    const { sid } = s.carrier.snapshot().messages[0] ?? { sid: "" };
    expect(of(s, "receipt").map(([, send, word, code, id]) => [send, word, code, id])).toEqual([
      ["sn_1", "queued", null, sid],
      ["sn_1", "sending", null, sid],
      ["sn_1", "sent", null, sid],
      ["sn_1", "undelivered", 30003, sid],
    ]);
    expect(s.asked).toContain(ROUTE);
  });

  test("a call that the network could not place with SIP 480 is one that nobody answered", async () => {
    const s = stage();
    await s.request(
      ...signed(status, [
        ["CallSid", "CA1"],
        ["CallStatus", "failed"],
        ["SipResponseCode", "480"],
      ]),
    );
    expect(of(s, "receipt")).toEqual([["receipt", "sn_1", "no-answer", null, "CA1"]]);
  });

  test("answers 204; without a status 422; a broken object is an error, so that the carrier tries again", async () => {
    const s = stage();
    expect(
      (
        await s.request(
          ...signed(status, [
            ["MessageSid", "SM1"],
            ["MessageStatus", "sent"],
          ]),
        )
      ).status,
    ).toBe(204);
    expect((await s.request(...signed(status, [["MessageSid", "SM1"]]))).status).toBe(422);
    s.pager.broken = true;
    expect(
      (
        await s.request(
          ...signed(status, [
            ["MessageSid", "SM1"],
            ["MessageStatus", "sent"],
          ]),
        )
      ).status,
    ).toBe(500);
  });
});

describe("a forged or altered request", () => {
  const form: [string, string][] = [
    ["MessageSid", "SM1"],
    ["MessageStatus", "delivered"],
    ["From", PHONE],
    ["Body", "1"],
    ["Digits", "1"],
  ];
  const forgeries: [string, (path: string) => [string, RequestInit]][] = [
    ["no signature", (path) => [path, { method: "POST", body: new URLSearchParams(form) }]],
    ["another key", (path) => signed(path, form, "guessed")],
    [
      "a changed value",
      (path) => [
        path,
        { ...signed(path, form)[1], body: new URLSearchParams([...form.slice(1), ["MessageSid", "SM2"]]) },
      ],
    ],
    ["an added query", (path) => [`${path}${path.includes("?") ? "&" : "?"}x=1`, signed(path, form)[1]]],
    ["another address's signature", (path) => [path, signed(`${path}x`, form)[1]]],
    ["JSON", (path) => [path, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }]],
  ];
  const paths = [status, voice, `${gather}?round=1`, "/carrier/twilio/sms", "/carrier/twilio/code/123456"];

  test.each(paths.flatMap((path) => forgeries.map(([name, forge]) => [path, name, forge] as const)))(
    "%s with %s: 403, nothing touched",
    async (path, _, forge) => {
      const s = stage();
      const response = await s.request(...forge(path));
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: { code: "invalid_signature" } });
      expect([s.pager.calls, s.phone.calls, s.asked]).toEqual([[], [], []]);
    },
  );

  test("a body over 64 kB is not read", async () => {
    const s = stage();
    const response = await s.request(...signed("/carrier/twilio/sms", [["Body", "x".repeat(70_000)]]));
    expect(response.status).toBe(413);
    expect(s.asked).toEqual([]);
  });

  test("a signed request for an impossible route or send touches no object", async () => {
    const s = stage();
    for (const path of [
      "/carrier/twilio/NOROUTE/status/sn_1",
      `/carrier/twilio/${ROUTE}/status/${"x".repeat(65)}`,
      `/carrier/twilio/${ROUTE}/voice/a%2Fb`,
    ]) {
      expect((await s.request(...signed(path, [["MessageStatus", "sent"]]))).status).toBe(404);
    }
    expect(s.asked).toEqual([]);
  });
});

describe("calls", () => {
  test.each([
    ["1", "You have it."],
    ["2", "Everyone is called."],
  ])("key %s acts, says so and hangs up", async (digits, said) => {
    const s = stage();
    s.carrier.setBehaviour(PHONE, { voice: { kind: "answers", afterSeconds: 3, digits } });
    await placeCall(s);
    const [call] = s.carrier.snapshot().calls;
    expect(of(s, "keypress")).toEqual([["keypress", "sn_1", digits]]);
    expect(call?.spoken).toEqual(["1 thing is down: <db1> & co. Press 1 to acknowledge, 2 to call everyone.", said]);
    expect(call?.status).toBe("completed");
  });

  test("silence, as of voicemail, is asked once more and is no acknowledgement", async () => {
    const s = stage();
    s.carrier.setBehaviour(PHONE, { voice: { kind: "voicemail" } });
    await placeCall(s);
    expect(of(s, "keypress")).toEqual([]);
    expect(of(s, "callScript")).toHaveLength(2);
    expect(s.carrier.snapshot().calls[0]?.spoken.at(-1)).toMatch(/^No key was pressed/);
  });

  test("a wrong key is asked once more, then the right one counts", async () => {
    const s = stage();
    s.carrier.setBehaviour(PHONE, { voice: { kind: "answers", afterSeconds: 3, digits: "91" } });
    await placeCall(s);
    expect(of(s, "callScript")).toHaveLength(2);
    expect(of(s, "keypress")).toEqual([["keypress", "sn_1", "1"]]);
  });

  test("exactly one Gather, as specified, everything escaped", async () => {
    const response = await stage().request(...signed(voice, [["CallSid", "CA1"]]));
    expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(await response.text()).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Response><Gather numDigits="1" timeout="6" actionOnEmptyResult="true" method="POST" action="${PUBLIC_URL}${gather}?round=1#rc=3&amp;rp=all&amp;rt=3000"><Say>1 thing is down: &lt;db1&gt; &amp; co. Press 1 to acknowledge, 2 to call everyone.</Say></Gather></Response>`,
    );
  });

  test("an object that fails or hangs still gets the caller an answer", async () => {
    const s = stage();
    s.pager.broken = true;
    expect(await (await s.request(...signed(voice, [["CallSid", "CA1"]]))).text()).toMatch(
      /Open the link in our message.*<Hangup\/>/,
    );
    s.pager.broken = false;
    vi.spyOn(s.pager, "callScript").mockReturnValue(new Promise(() => {}));
    const abort = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(abort.signal);
    const pending = s.request(...signed(voice, [["CallSid", "CA1"]]));
    await vi.waitFor(() => expect(timeout).toHaveBeenCalledWith(2500));
    abort.abort();
    expect(await (await pending).text()).toMatch(/Open the link in our message/);
  });

  test("an unknown send is 404; a code is spoken digit by digit", async () => {
    const s = stage();
    expect((await s.request(...signed(voice.replace("sn_1", "sn_2"), []))).status).toBe(404);
    const text = await (await s.request(...signed("/carrier/twilio/code/120", []))).text();
    expect(text).toContain("Your Nightbell code is: 1, 2, 0. Once more: 1, 2, 0.");
  });
});

describe("texts from people", () => {
  const answers = (s: Stage): string[] =>
    s.carrier
      .snapshot()
      .messages.filter(({ direction }) => direction === "outbound-reply")
      .map(({ body }) => body);

  test("a reply acts on the page its number means and is answered", async () => {
    const s = stage();
    await s.carrier.textFrom(PHONE, "1");
    expect(s.phone.calls).toEqual([["resolve", null]]);
    expect(of(s, "smsReply")).toEqual([["smsReply", PHONE, "pg_1", "ack"]]);
    expect(answers(s)).toEqual(["You have it: db1 prod."]);
    expect(s.asked).toEqual([PHONE, ROUTE]);
  });

  test("a code names the page, and the answer lists what else is open", async () => {
    const s = stage();
    s.phone.reply = {
      found: true,
      route: ROUTE,
      page: "pg_2",
      others: [
        { code: 10, label: "web\u202e shop" },
        { code: 14, label: "" },
      ],
    };
    await s.carrier.textFrom(PHONE, "12a");
    expect(s.phone.calls).toEqual([["resolve", 12]]);
    expect(answers(s)).toEqual(["You have it: db1 prod. Also open: 10 web shop, 14."]);
  });

  test("an unknown code is told so; a number that was never paged gets silence", async () => {
    const s = stage();
    s.phone.reply = { found: false, known: true, others: [{ code: 10, label: "web" }] };
    await s.carrier.textFrom(PHONE, "99a");
    expect(answers(s)).toEqual(["There is no open page 99. Also open: 10 web."]);
    s.phone.reply = { found: false, known: false, others: [] };
    await s.carrier.textFrom(PHONE, "1");
    expect(answers(s)).toHaveLength(1);
    expect(s.pager.calls).toEqual([]);
  });

  test("from a number that is no member's: ignored", async () => {
    const s = stage();
    s.pager.replyText = null;
    await s.carrier.textFrom(PHONE, "1");
    expect(answers(s)).toEqual([]);
  });

  test("what is no command gets help while the number's budget lasts", async () => {
    const s = stage();
    await s.carrier.textFrom(PHONE, "I am stuck in traffic");
    s.phone.helps = false;
    await s.carrier.textFrom(PHONE, "still here");
    expect(answers(s)).toEqual([REPLY_HELP]);
    expect(s.pager.calls).toEqual([]);
  });

  test("STOP and START are told to every team of the number, and never answered by us", async () => {
    const s = stage();
    await s.carrier.textFrom(PHONE, "Stop");
    await s.carrier.textFrom(PHONE, "START");
    await s.carrier.textFrom(PHONE, "help");
    expect(s.phone.calls).toEqual([
      ["optOut", true],
      ["optOut", false],
    ]);
    expect(of(s, "smsOptOut")).toEqual([true, true, false, false].map((out) => ["smsOptOut", PHONE, out]));
    expect(s.asked).toContain("ba9876543210");
    expect(answers(s)).toHaveLength(3);
    expect(answers(s).join()).not.toContain("Nightbell");
  });

  test("a sender that is no phone number is ignored", async () => {
    const s = stage();
    const response = await s.request(
      ...signed("/carrier/twilio/sms", [
        ["From", "BANK"],
        ["Body", "1"],
      ]),
    );
    expect(await response.text()).toBe(`<?xml version="1.0" encoding="UTF-8"?><Response></Response>`);
    expect(s.asked).toEqual([]);
  });

  test("an answer cannot break out of its document", async () => {
    const s = stage();
    s.pager.replyText = `</Message><Message>evil & "co"\n\u0000`;
    const response = await s.request(
      ...signed("/carrier/twilio/sms", [
        ["From", PHONE],
        ["Body", "1"],
      ]),
    );
    expect(await response.text()).toContain(
      "<Response><Message>&lt;/Message&gt;&lt;Message&gt;evil &amp; &quot;co&quot;</Message></Response>",
    );
  });
});

describe("the service worker's beacon", () => {
  test("counts for the token it was given, and for no other", async () => {
    const s = stage();
    const post = (token: string) => s.request(`/carrier/push/${token}/shown`, { method: "POST" });
    expect((await post(TOKEN)).status).toBe(204);
    expect((await post(`${TOKEN.slice(0, 28)}AA`)).status).toBe(404);
    expect((await post("nonsense")).status).toBe(404);
    expect((await s.request(`/carrier/push/${TOKEN}/shown`)).status).toBe(404);
    expect(of(s, "pushShown")).toHaveLength(2);
  });
});

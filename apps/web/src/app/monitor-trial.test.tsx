import { act } from "react";
import { describe, expect, it, vi } from "vitest";
import { TEAM } from "../testing/now.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { answers, edit, errorAnswer, existing, field, page, sent, team } from "./monitor-form.testing.ts";

/** Trying a monitor before it is saved. */

const result = (over: object) => ({
  line: "result",
  monitor: "trial",
  revision: 0,
  tick: 0,
  attempt: 1,
  ok: true,
  slow: false,
  unknown: false,
  totalMs: 143,
  ...over,
});

type Stream = { say: (...lines: object[]) => Promise<void>; end: () => Promise<void> };

/** Answers the next test line by line, as this says. */
function streaming(screen: Screen): Stream {
  const { fetch } = globalThis;
  const encoder = new TextEncoder();
  let sink: ReadableStreamDefaultController<Uint8Array> | null = null;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (sink = controller) });
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const answer = await fetch(input, init);
    return String(input instanceof Request ? input.url : input).endsWith("/monitors/try") ? new Response(body) : answer;
  });
  const then = async (work: () => void): Promise<void> => {
    await act(async () => work());
    await screen.settle();
  };
  return {
    // Lines come in pieces, wherever the network cuts them.
    say: (...lines) =>
      then(() => {
        const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
        sink?.enqueue(encoder.encode(text.slice(0, 7)));
        sink?.enqueue(encoder.encode(text.slice(7)));
      }),
    end: () => then(() => sink?.close()),
  };
}

const ready = (over: object = {}) => answers({ [`POST ${team}/monitors/try`]: { status: 200, body: "" }, ...over });

/** A new monitor, typed and tried. */
async function tried(): Promise<{ screen: Screen; stream: Stream }> {
  const screen = await show(page, ready());
  const stream = streaming(screen);
  await screen.type(field("Address"), "https://shop.example/");
  await screen.type(field("These words must be there"), "ok");
  await screen.click(screen.button("Try it now"));
  return { screen, stream };
}
const regions = () =>
  [...document.querySelectorAll('[aria-label="What each region sees"] li')].map(({ textContent }) => textContent);

describe("a test", () => {
  it("shows each region's word as it comes", async () => {
    const { screen, stream } = await tried();
    expect(regions()).toEqual(["Western Europeasking…", "Eastern North Americaasking…", "Asia-Pacificasking…"]);
    expect(sent(screen, "POST /try")).toMatchObject({ check: { keywordsPresent: ["ok"] }, secrets: {} });
    const phases = { dns: 12, connect: 21, tls: 44, ttfb: 98, download: null };
    const certificate = {
      notBefore: 0,
      notAfter: Date.parse("2027-03-01T00:00:00Z"),
      sha256: "x",
      issuer: "LE",
      names: [],
    };
    await stream.say({ region: "weur", line: result({ status: 200, phases, certificate }) });
    expect(regions()[0]).toContain("passesin 143 ms");
    expect(regions()[0]).toContain("status 200 · DNS 12 ms · connect 21 ms · TLS 44 ms · first byte 98 ms");
    expect(regions()[0]).toContain("certificate until 1 Mar 2027");
    expect(screen.text()).toContain("1 of 3 regions have answered.");
    expect(screen.find('[aria-label="What each region sees"]').closest("[aria-live=polite]")).toBeTruthy();
    await stream.say({
      region: "enam",
      line: result({ ok: false, cause: "http_status", detail: "status 503, expected 200-299" }),
    });
    expect(regions()[1]).toContain("failsstatus 503, expected 200-299, after 143 ms");
    await stream.say({ region: "apac", line: { line: "unheard" } });
    expect(regions()[2]).toContain("did not answer");
    await stream.end();
    expect(screen.text()).toContain("It fails from 1 of 3 regions.");
  });

  it("warns of a failure before saving, and keeps nobody from it", async () => {
    const { screen, stream } = await tried();
    await stream.say({ region: "weur", line: result({ ok: false, cause: "keyword_missing" }) });
    await stream.end();
    expect(screen.text()).toContain("a keyword is missing");
    expect(screen.text()).toContain("The test fails from 1 of 3 regions. You can save it all the same");
    await screen.click(screen.button("Add monitor"));
    expect(screen.path()).toBe(`/t/${TEAM}/monitors/mon_shop`);
  });

  it("is about what was there before, once something is changed, and can be run again", async () => {
    const { screen, stream } = await tried();
    await stream.say({ region: "weur", line: result({ ok: false, cause: "keyword_missing" }) });
    await stream.end();
    await screen.type(field("These words must be there"), "yes");
    expect(screen.text()).toContain("You have changed something since");
    expect(screen.text()).not.toContain("You can save it all the same");
    streaming(screen);
    await screen.click(screen.button("Try it again"));
    expect(sent(screen, "POST /try")).toMatchObject({ check: { keywordsPresent: ["yes"] } });
    expect(regions()[0]).toContain("asking…");
  });

  it("believes no failure of a region that cannot see", async () => {
    const { screen, stream } = await tried();
    await stream.say({ region: "weur", line: result({ ok: false, cause: "timeout_connect" }) });
    await stream.say({ region: "weur", line: { line: "controls", reachable: 1, of: 3 } });
    await stream.end();
    expect(regions()[0]).toContain("cannot see");
    expect(screen.text()).toContain("It passes from 0 of 3 regions.");
    expect(screen.text()).not.toContain("You can save it all the same");
  });
});

describe("there is no test", () => {
  it("of a form with faults", async () => {
    const screen = await show(page, ready());
    await screen.click(screen.button("Try it now"));
    expect(screen.text()).toContain("Mend what is marked first.");
    expect(sent(screen, "POST /try")).toBeUndefined();
  });

  it("without the value of a secret that the server keeps", async () => {
    const check = { type: "redis", host: "db.example.com", level: 2, password: "{{password}}" };
    const screen = await show(edit, existing(check, ["password"]));
    await screen.click(screen.button("Try it now"));
    expect(screen.text()).toContain("A test needs the value of password, which is never given back");
  });

  it("when the API refuses it, and then its sentence is shown", async () => {
    const sentence = "Port 25 is never checked. Use the port of the service itself.";
    const screen = await show(edit, ready({ [`POST ${team}/monitors/try`]: errorAnswer(sentence) }));
    await screen.click(screen.button("Try it now"));
    expect(screen.text()).toContain(sentence);
    expect(regions()).toEqual([]);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceOf } from "../../src/core/evidence.ts";
import { blockerOf } from "../../src/core/http/blocked.ts";
import { charsetOf } from "../../src/core/http/charset.ts";
import { CookieJar } from "../../src/core/http/cookie-jar.ts";
import { PageText } from "../../src/core/http/page-text.ts";
import { nextHop } from "../../src/core/http/redirects.ts";
import { outgoing } from "../../src/core/http/request.ts";
import { redactorOf, renderSecrets } from "../../src/core/secrets.ts";
import { isThorough } from "../../src/core/thorough.ts";

/** Rules of the core that need no network. */

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("keywords", () => {
  it("are found wherever the chunks are cut, multi-byte letters included", () => {
    const letters = fc.string({ unit: fc.constantFrom("ü", "ß", "a", "€", "😀", " "), maxLength: 3_000 });
    fc.assert(
      fc.property(letters, fc.array(fc.nat(700), { minLength: 1 }), (text, sizes) => {
        const keywords = [text.slice(5, 15), "Grüße", "a€ü"].filter((word) => word.isWellFormed() && word !== "");
        const page = new PageText({ keywords, ignoreCase: false, text: true }, null);
        const whole = bytes(text);
        for (let i = 0, at = 0; at < whole.length; i++) {
          const size = (sizes[i % sizes.length] ?? 0) + 1;
          page.push(whole.subarray(at, at + size));
          at += size;
        }
        const { text: seen, missing } = page.finish();
        expect(seen).toBe(text);
        expect([...missing]).toEqual([...new Set(keywords)].filter((word) => !text.includes(word)));
      }),
    );
  });

  it("are found in any case of letters, if so wanted", () => {
    const seek = (ignoreCase: boolean): number => {
      const page = new PageText({ keywords: ["ALL is Well"], ignoreCase, text: false }, null);
      page.push(bytes("all IS well"));
      return page.finish().missing.size;
    };
    expect([seek(true), seek(false)]).toEqual([0, 1]);
  });

  it("are read in the page's own character set", () => {
    expect(charsetOf("text/html; charset=ISO-8859-1", bytes(""))).toBe("ISO-8859-1");
    expect(charsetOf("text/html", bytes('<meta charset="windows-1252">'))).toBe("windows-1252");
    expect(charsetOf("text/html; charset=latin1", Uint8Array.of(0xef, 0xbb, 0xbf))).toBe("utf-8");
    expect(charsetOf(null, Uint8Array.of(0xff, 0xfe))).toBe("utf-16le");
    const page = new PageText({ keywords: ["a"], ignoreCase: false, text: false }, "text/html; charset=klingon");
    page.push(bytes("a"));
    expect(page.finish().missing.size).toBe(0);
  });
});

describe("a redirect", () => {
  it("26: leads from https back to http only where that is allowed", () => {
    const downgrade = (isAllowed: boolean): string => nextHop("https://a.example/", "http://a.example/", isAllowed);
    expect(() => downgrade(false)).toThrow(expect.objectContaining({ reason: "redirect_downgrade" }));
    expect(downgrade(true)).toBe("http://a.example/");
    expect(nextHop("http://a.example/x/", "https://b.example", false)).toBe("https://b.example/");
    expect(nextHop("https://a.example/x/", "../y?q#z", false)).toBe("https://a.example/y?q#z");
    expect(() => nextHop("https://a.example/", "http://[", false)).toThrow(
      expect.objectContaining({ reason: "protocol_error" }),
    );
  });
});

describe("secrets", () => {
  it("stand where their names do; what has no value stays", () => {
    expect(renderSecrets("{{a}}-{{b}}-{{ a }}-{{constructor}}", { a: "$&" })).toBe("$&-{{b}}-{{ a }}-{{constructor}}");
  });

  it("are hidden in every spelling", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: "grapheme" }), (secret) => {
        const url = new URL("https://a.example/");
        url.searchParams.set("k", secret);
        const texts = [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)];
        const hidden = redactorOf([secret])(texts.join(" | "));
        for (const text of texts) expect(hidden).not.toContain(text);
      }),
    );
  });

  it("stand in no header that is not the user's, and in none with a line break", () => {
    const spec = { url: "https://a.example/{{k}}", method: "GET", headers: [], body: "b {{k}}" } as const;
    const auth = (name: string, value: string) => ({ kind: "header", name, value }) as const;
    const request = outgoing(
      {
        ...spec,
        headers: [
          { name: "X-One", value: "1" },
          { name: "x-one", value: "2" },
        ],
        auth: auth("X-Key", "{{k}}"),
      },
      { k: "v" },
    );
    expect(request).toMatchObject({
      url: "https://a.example/v",
      headers: { "x-one": "1, 2", "x-key": "v" },
      body: "b v",
      isBodySecret: true,
      secretHeaders: ["x-key"],
    });
    expect(outgoing({ ...spec, headers: [], auth: auth("Host", "{{k}}") }, { k: "evil.example" }).headers).toEqual({});
    for (const k of ["a\r\nb", "a\nb", "a\u0000b", "😀"])
      expect(() => outgoing({ ...spec, headers: [], auth: auth("X-Key", "{{k}}") }, { k })).toThrow(
        expect.objectContaining({ reason: "protocol_error" }),
      );
    const basic = { kind: "basic", user: "amélie", password: "{{k}}" } as const;
    expect(outgoing({ ...spec, headers: [], auth: basic }, { k: "p:w" }).headers).toEqual({
      authorization: "Basic YW3DqWxpZTpwOnc=",
    });
  });
});

describe("evidence", () => {
  const sighting = {
    trail: { url: "https://a.example/", hops: [] },
    answer: { status: 500, statusText: "Oh", headers: new Headers({ "x-key": "k", authorization: "Basic abc" }) },
    page: "",
    diagnosis: "",
    secretHeaders: ["x-key"],
  };

  it("hides first and cuts then, so that no secret stays in half", () => {
    const secret = "0123456789".repeat(5);
    const page = `${"x".repeat(2_040)}${secret}`;
    expect(evidenceOf({ ...sighting, page }, redactorOf([secret]))).not.toContain("0123");
  });

  it("hides configured headers, credentials and userinfo", () => {
    const hops = [{ status: 302, from: "https://a.example/", to: "https://me:pass@a.example/x" }];
    const text = evidenceOf({ ...sighting, trail: { url: "https://a.example/x", hops } }, (one) => one);
    expect(text).toBe("302 https://a.example/ → https://***@a.example/x\nHTTP 500 Oh\nauthorization: ***\nx-key: ***");
  });

  it("44: holds 50 headers in 8 kB", () => {
    const many = new Headers(Array.from({ length: 1_000 }, (_, i): [string, string] => [`h${i}`, "v"]));
    const long = new Headers(Array.from({ length: 50 }, (_, i): [string, string] => [`h${i}`, "v".repeat(1_000)]));
    const lines = (headers: Headers): string =>
      evidenceOf({ ...sighting, answer: { ...sighting.answer, headers } }, (text) => text);
    expect(lines(many).split("\n")).toHaveLength(51);
    expect(lines(long).length).toBeLessThan(8_300);
  });
});

describe("a firewall", () => {
  it.each([
    [403, { "cf-mitigated": "challenge" }, "", "Cloudflare"],
    [403, {}, "<title>Attention Required! | Cloudflare</title>", "Cloudflare"],
    [403, { server: "AkamaiGHost" }, "<H1>Access Denied</H1> You don't have permission. Reference #18.2d3", "Akamai"],
    [503, {}, "Incapsula incident ID: 1", "Imperva"],
    [429, { "x-datadome": "protected" }, "", "DataDome"],
    [403, { "x-amzn-waf-action": "challenge" }, "", "AWS WAF"],
    [403, { server: "cloudflare" }, "Forbidden", null],
    [500, { "cf-mitigated": "challenge" }, "", null],
    [200, { "cf-mitigated": "challenge" }, "", null],
  ])("shows in %i %o %s: %s", (status, headers, page, name) => {
    expect(blockerOf({ status, headers: new Headers(headers) }, page)).toBe(name);
  });
});

describe("a cookie jar", () => {
  const jarWith = (...lines: string[]): CookieJar => {
    const jar = new CookieJar();
    const headers = new Headers();
    for (const line of lines) headers.append("set-cookie", line);
    jar.take("https://www.shop.example/account/login", headers, 1_000);
    return jar;
  };

  it.each([
    ["a=1", "https://www.shop.example/account/x", "a=1"],
    ["a=1", "https://www.shop.example/", null],
    ["a=1; Path=/", "https://www.shop.example/", "a=1"],
    ["a=1; Path=/acc", "https://www.shop.example/account", null],
    ["a=1; Path=/", "https://shop.example/", null],
    ["a=1; Path=/; Domain=shop.example", "https://api.shop.example/", "a=1"],
    ["a=1; Path=/; Domain=.shop.example", "https://shop.example/", "a=1"],
    ["a=1; Path=/; Domain=other.example", "https://other.example/", null],
    ["a=1; Path=/; Domain=example", "https://www.shop.example/", null],
    ["a=1; Path=/; Secure", "http://www.shop.example/", null],
    ["a=1; Path=/; Max-Age=0", "https://www.shop.example/", null],
    ["a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "https://www.shop.example/", null],
    ["a=b=c; Path=/; HttpOnly", "https://www.shop.example/", "a=b=c"],
    ["=1; Path=/", "https://www.shop.example/", null],
  ])("with %s sends to %s: %s", (line, url, sent) => {
    expect(jarWith(line).headerFor(url)).toBe(sent);
  });

  it("keeps the last of a name, and forgets what is over", () => {
    expect(jarWith("a=1; Path=/", "b=2; Path=/", "a=3; Path=/").headerFor("https://www.shop.example/")).toBe(
      "b=2; a=3",
    );
    expect(jarWith("a=1; Path=/", "a=; Path=/; Max-Age=0").headerFor("https://www.shop.example/")).toBeNull();
  });
});

describe("a closer look", () => {
  it.each([20, 60, 300, 3_600, 86_400])("is taken at one tick in eight, at an interval of %i s", (seconds) => {
    const ticks = Array.from({ length: 800 }, (_, i) => 1_790_000_000_000 + i * seconds * 1_000);
    for (const monitor of ["mon_a", "mon_b", "mon_c"]) {
      const due = ticks.flatMap((tick, i) => (isThorough(monitor, tick) ? [i] : []));
      expect(due.length).toBeGreaterThan(60);
      expect(due.length).toBeLessThan(140);
      expect(Math.max(...due.map((at, i) => at - (due[i - 1] ?? 0)))).toBeLessThan(80);
    }
  });
});

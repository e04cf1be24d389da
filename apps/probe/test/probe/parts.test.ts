import { describe, expect, it } from "vitest";
import { isExpected } from "../../src/http-check.ts";
import { charsetOf, KeywordSearch } from "../../src/keywords.ts";
import { Lanes } from "../../src/lanes.ts";
import { nextHop } from "../../src/redirects.ts";
import { readSettings } from "../../src/settings.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("an expected status", () => {
  it.each([
    [200, "200-299", true],
    [299, "200-299", true],
    [300, "200-299", false],
    [301, "200-299,301", true],
    [0, "200-299", false],
    [999, "200-299", false],
    [600, "100-599", false],
  ])("%i in %s: %s", (status, set, expected) => {
    expect(isExpected(status, set)).toBe(expected);
  });
});

describe("keywords", () => {
  it("are found wherever the chunks are cut, multi-byte letters included", () => {
    const page = bytes(`${"x".repeat(2_000)}Grüße aus Wien${"y".repeat(50)}`);
    for (const size of [1, 3, 7, 1_024, 5_000]) {
      const search = new KeywordSearch(["Grüße aus", "grüße"], null);
      for (let i = 0; i < page.length; i += size) search.push(page.subarray(i, i + size));
      expect([...search.finish()]).toEqual(["Grüße aus"]);
    }
  });

  it("are read in the page's own character set", () => {
    expect(charsetOf("text/html; charset=ISO-8859-1", bytes(""))).toBe("ISO-8859-1");
    expect(charsetOf("text/html", bytes('<meta charset="windows-1252">'))).toBe("windows-1252");
    expect(charsetOf("text/html; charset=latin1", Uint8Array.of(0xef, 0xbb, 0xbf))).toBe("utf-8");
    expect(charsetOf(null, Uint8Array.of(0xff, 0xfe))).toBe("utf-16le");
    expect(new KeywordSearch(["a"], "text/html; charset=klingon").finish().size).toBe(0);
  });
});

describe("lanes", () => {
  it("run so many jobs at a time, more once widened, and survive a failing one", async () => {
    const lanes = new Lanes(3);
    const gates: PromiseWithResolvers<void>[] = [];
    let running = 0;
    let most = 0;
    const job = async (): Promise<void> => {
      most = Math.max(most, ++running);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise.finally(() => running--);
    };
    const all = Array.from({ length: 8 }, () => lanes.run(job).catch(() => undefined));
    await Promise.resolve();
    expect(gates).toHaveLength(3);
    lanes.widen(2);
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    expect(gates).toHaveLength(5);
    gates[0]?.reject(new Error("a job of ours failed"));
    for (let i = 1; i < 8; i++) {
      while (gates[i] === undefined) await Promise.resolve();
      gates[i]?.resolve();
    }
    await Promise.all(all);
    expect(most).toBe(5);
  });
});

describe("a redirect", () => {
  it("26: never leads from https back to http", () => {
    expect(() => nextHop("https://a.example/", "http://a.example/")).toThrow(
      expect.objectContaining({ reason: "redirect_downgrade" }),
    );
    expect(nextHop("http://a.example/x/", "https://b.example")).toBe("https://b.example/");
    expect(nextHop("https://a.example/x/", "../y?q#z")).toBe("https://a.example/y?q#z");
    expect(() => nextHop("https://a.example/", "http://[")).toThrow(
      expect.objectContaining({ reason: "protocol_error" }),
    );
  });
});

describe("settings", () => {
  it("are refused when a variable is wrong", () => {
    expect(() => readSettings({ REGION: "mars" })).toThrow();
    expect(() =>
      readSettings({
        REGION: "weur",
        CONTROL_TARGETS: "https://a.example/",
        DOH_RESOLVERS: "",
        BOT_PAGE: "",
        ALLOW_LOOPBACK: "0",
        VERSION: { id: "" },
      }),
    ).toThrow("at least two control targets");
  });
});

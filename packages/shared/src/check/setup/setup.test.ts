import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressesInList, addressesInSitemap } from "./addresses.ts";
import { propose } from "./propose.ts";

const html = (text: string) => ({ status: 200, contentType: "text/html; charset=utf-8", text, ms: 240 });

describe("what a page proposes", () => {
  it("takes the steady part of its title and heading, and its end", () => {
    const page = html("<!doctype html><html><title>(3) Corner Shop | 2026</title><h1>Fresh bread</h1></html>\n");
    expect(propose(page).phrases).toEqual([
      { phrase: "Corner Shop", from: "title" },
      { phrase: "Fresh bread", from: "heading" },
      { phrase: "</html>", from: "end" },
    ]);
    expect(propose(page).degradedAfterMs).toBe(1_000);
    expect(propose({ ...page, ms: 812 }).degradedAfterMs).toBe(1_700);
  });

  it("keeps entities as they stand in the source, where they are sought", () => {
    expect(propose(html("<title>Bed &amp; Breakfast</title>")).phrases[0]?.phrase).toBe("Bed &amp; Breakfast");
  });

  it("takes the first steady line of plain text, and nothing of an image", () => {
    const plain = (text: string, contentType = "text/plain") =>
      propose({ status: 200, contentType, text, ms: 1 }).phrases;
    expect(plain("\n12:03\nAll is well.\n")).toEqual([{ phrase: "All is well.", from: "text" }]);
    expect(plain("\n12 34\n")).toEqual([]);
    expect(plain("JFIF and more", "image/jpeg")).toEqual([]);
  });

  it("proposes what a health answer says when it is well, and nothing else", () => {
    const json = (value: unknown) =>
      propose({ status: 200, contentType: "application/health+json", text: JSON.stringify(value), ms: 1 });
    expect(json({ status: "UP", ok: true, queue: 4 }).json).toEqual([
      { path: "$.status", op: "eq", value: "UP" },
      { path: "$.ok", op: "eq", value: true },
    ]);
    expect(json({ status: "degraded" }).json).toEqual([]);
    expect(json([1, 2]).json).toEqual([]);
    expect(propose({ status: 200, contentType: "application/json", text: "{", ms: 1 }).json).toEqual([]);
  });

  it("never proposes a phrase that is not in the page", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (title, heading) => {
        const text = `<title>${title}</title><h1>${heading}</h1>`;
        for (const { phrase } of propose(html(text)).phrases) expect(text).toContain(phrase);
      }),
    );
  });
});

describe("addresses of an import", () => {
  it("reads a pasted list, spreadsheet rows and bare hosts", () => {
    const list = addressesInList(
      "# ours\nexample.com\nhttps://a.example/health\n\nShop;https://b.example/x?y=1;prod\nnot an address\nexample.com/\nftp://c.example/",
    );
    expect(list.urls).toEqual(["https://example.com/", "https://a.example/health", "https://b.example/x?y=1"]);
    expect(list.unreadable).toEqual([
      { line: 6, text: "not an address" },
      { line: 8, text: "ftp://c.example/" },
    ]);
  });

  it("says how many are beyond the limit", () => {
    const list = addressesInList(Array.from({ length: 60 }, (_, i) => `https://a.example/${i}`).join("\n"));
    expect([list.urls.length, list.more]).toEqual([50, 10]);
  });

  it("reads a sitemap, with entities and CDATA, and one that breaks off", () => {
    const map = addressesInSitemap(
      "<urlset><url><loc>https://a.example/?a=1&amp;b=2</loc></url><url><loc><![CDATA[https://a.example/c]]></loc></url><url><loc>https://a.exam",
    );
    expect(map.urls).toEqual(["https://a.example/?a=1&b=2", "https://a.example/c"]);
    expect(map.isIndex).toBe(false);
    expect(addressesInSitemap("<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap>").isIndex).toBe(
      true,
    );
  });
});

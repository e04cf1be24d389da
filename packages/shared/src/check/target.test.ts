import { describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { requestHeader } from "./spec/parts.ts";
import { rangesOf, isPublicAddress } from "./address.ts";
import { assertHost, assertTarget, judgeHost, judgeTarget, mayReach, type TargetFault } from "./target.ts";

/** Spec "checks" §7, the cases that the URL alone decides; numbers as there. */

const judge = (url: string) => judgeTarget(url, { allowLoopback: false, ownHosts: ["ping.example.net"] });
const v4 = (hosts: string): string[] => hosts.split(" ").map((host) => `http://${host}/`);

const REFUSED: [number, TargetFault, string[]][] = [
  [1, "private", ["http://127.0.0.1/"]],
  [2, "private", ["http://127.1/"]],
  [3, "private", ["http://0x7f000001/", "http://0x7f.1/"]],
  [4, "private", ["http://017700000001/", "http://0177.0.0.1/"]],
  [
    5,
    "private",
    ["http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::0001]/", "http://[0::1]/", "http://[::0.0.0.1]/"],
  ],
  [6, "private", ["http://[::]/"]],
  [
    7,
    "private",
    ["http://[::127.0.0.1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:0:7f00:1]/"],
  ],
  [8, "private", ["http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::1]/"]],
  [9, "private", ["http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", "http://[2002:7f00:1::]/"]],
  [10, "private", ["http://[fe80::1]/", "http://[febf::1]/"]],
  [10, "malformed", ["http://[fe80::1%25eth0]/"]],
  [11, "private", v4("10.0.0.1 172.16.0.1 172.31.255.254 192.168.1.1")],
  [12, "private", v4("100.64.0.1 100.127.255.254")],
  [13, "private", ["http://[fd00:ec2::254]/", "http://metadata.google.internal/"]],
  [
    14,
    "private",
    v4("192.0.2.1 198.51.100.1 203.0.113.1 198.18.0.1 240.0.0.1 224.0.0.1 255.255.255.255 0.0.0.0 169.254.169.254"),
  ],
  [15, "private", ["http://①②⑦.⓪.⓪.①/"]],
  [16, "private", ["http://127。0。0。1/"]],
  [17, "private", ["http://127.0.0.1./"]],
  [
    18,
    "private",
    v4("localhost LOCALHOST localhost. api.localhost a.internal nas.local x.home.arpa intranet intranet."),
  ],
  [27, "malformed", ["http://user:pass@example.com/", "http://user@example.com/", "http://:pass@example.com/"]],
  [28, "malformed", ["http://example.com@127.0.0.1/"]],
  [28, "private", ["http://127.0.0.1#@example.com/", "http://127.0.0.1\\@example.com/"]],
  [29, "private", ["  http://127.0.0.1/", "ht\ntp://127.0.0.1/", "http://127.0.\t0.1/"]],
  [
    32,
    "scheme",
    [
      "ftp://a.example/",
      "file:///etc/passwd",
      "gopher://a.example/",
      "dict://a.example/",
      "ldap://a.example/",
      "ws://a.example/",
      "javascript:alert(1)",
      "mongodb://a.example/",
      "data:text/plain,ok",
    ],
  ],
  [33, "private", ["http://a.example:0/", "http://a.example:25/", "http://a.example:445/", "https://a.example:139/"]],
  [33, "malformed", ["http://a.example:65536/"]],
  [
    34,
    "malformed",
    [
      `http://${"a".repeat(64)}.example/`,
      `http://${"abcdefg.".repeat(32)}example/`,
      "http://a..b/",
      "http://-a.example/",
      "http://xn--a.example-.com/",
      "http://xn--/",
      "http://",
    ],
  ],
  [35, "malformed", [`https://example.com/${"a".repeat(2_048)}`]],
  [36, "private", ["https://ping.example.net/x"]],
];

const ALLOWED: [number, string, string][] = [
  [11, "http://172.15.0.1/", "172.15.0.1"],
  [11, "http://172.32.0.1/", "172.32.0.1"],
  [12, "http://100.63.0.1/", "100.63.0.1"],
  [12, "http://100.128.0.1/", "100.128.0.1"],
  [29, " ht\ntps://Example.COM/a\tb ", "example.com"],
  [30, "https://example.com/a%0d%0ab", "example.com"],
  [0, "http://[2606:4700:4700::1111]:8080/", "2606:4700:4700::1111"],
  [0, "https://bücher.example/", "xn--bcher-kva.example"],
  [0, "https://example.com./", "example.com"],
];

describe("targets that are refused", () => {
  it.each(REFUSED.flatMap(([n, fault, urls]) => urls.map((url) => ({ n, fault, url }))))(
    "case $n: $url",
    ({ fault, url }) => {
      expect(judge(url)).toMatchObject({ ok: false, fault });
    },
  );

  it("throw a typed error with a sentence", () => {
    expect(() => assertTarget("http://127.0.0.1/", { allowLoopback: false })).toThrow(AppError);
    try {
      assertTarget("http://127.0.0.1/", { allowLoopback: false });
    } catch (error) {
      expect(error).toMatchObject({ code: "invalid", field: "url" });
    }
  });
});

describe("targets that are allowed", () => {
  it.each(ALLOWED.map(([n, url, host]) => ({ n, url, host })))("case $n: $url", ({ url, host }) => {
    expect(judge(url)).toMatchObject({ ok: true, target: { host } });
  });

  it("in the normalised form", () => {
    expect(assertTarget("  HTTPS://Example.COM:443/a b", { allowLoopback: false }).href).toBe(
      "https://example.com/a%20b",
    );
    expect(assertTarget("https://example.com/a\r\nb", { allowLoopback: false }).href).toBe("https://example.com/ab");
  });

  it("include loopback only where the local switch says so", () => {
    for (const host of ["127.0.0.1:9000", "[::1]:9000", "localhost:9000"]) {
      expect(judgeTarget(`http://${host}/`, { allowLoopback: true }).ok).toBe(true);
      expect(judge(`http://${host}/`).ok).toBe(false);
    }
    expect(judgeTarget("http://10.0.0.1/", { allowLoopback: true }).ok).toBe(false);
    expect(judgeTarget("http://169.254.169.254/", { allowLoopback: true }).ok).toBe(false);
  });
});

describe("addresses", () => {
  it("that are none are not public", () => {
    for (const text of ["", "1.2.3", "256.1.1.1", "::1::", "1:2:3", "12345::", "example.com"])
      expect(isPublicAddress(text)).toBe(false);
  });

  it("are compared by number", () => {
    expect(rangesOf("104.16.0.0/13 2606:4700::/32")("104.16.0.1")).toBe(true);
    expect(rangesOf("104.16.0.0/13 2606:4700::/32")("104.24.0.1")).toBe(false);
    expect(rangesOf("104.16.0.0/13 2606:4700::/32")("2606:4700::1")).toBe(true);
  });
});

describe("hosts and ports", () => {
  const host = (name: string, port = 5432) =>
    judgeHost(name, port, { allowLoopback: false, ownHosts: ["ping.example.net"] });

  it.each([
    ["127.1", 5432, "private"],
    ["0x7f000001", 5432, "private"],
    ["0177.0.0.1", 5432, "private"],
    ["::1", 5432, "private"],
    ["[::1]", 5432, "private"],
    ["::ffff:10.0.0.1", 5432, "private"],
    ["①②⑦.⓪.⓪.①", 5432, "private"],
    ["127。0。0。1", 5432, "private"],
    ["localhost", 5432, "private"],
    ["db.corp.internal", 5432, "private"],
    ["db", 5432, "private"],
    ["ping.example.net", 443, "private"],
    ["PING.example.net.", 443, "private"],
    ["db.example.com", 0, "private"],
    ["db.example.com", 25, "private"],
    ["db.example.com", 445, "private"],
    ["db.example.com", 65_536, "malformed"],
    ["db.example.com", 1.5, "malformed"],
    ["db.example.com/x", 5432, "malformed"],
    ["a@db.example.com", 5432, "malformed"],
    ["db.example.com:80", 5432, "malformed"],
    ["db.example.com#x", 5432, "malformed"],
    ["db.example.com\\x", 5432, "malformed"],
    ["db.exa mple.com", 5432, "malformed"],
    ["db%2eexample.com", 5432, "malformed"],
    ["", 5432, "malformed"],
    ["-db.example.com", 5432, "malformed"],
    ["fe80::1%eth0", 5432, "malformed"],
  ])("%s:%s is refused", (name, port, fault) => {
    expect(host(name, port)).toMatchObject({ ok: false, fault, message: expect.stringMatching(/.{20}/) });
  });

  it.each([
    ["DB.Example.com.", "db.example.com"],
    ["bücher.example", "xn--bcher-kva.example"],
    [" db.example.com ", "db.example.com"],
    ["[2606:4700::1111]", "2606:4700::1111"],
    ["2606:4700:0::1111", "2606:4700::1111"],
    ["93.184.216.34", "93.184.216.34"],
  ])("%s is %s", (name, normal) => {
    expect(host(name)).toMatchObject({ ok: true, target: { host: normal, port: 5432 } });
  });

  it("throw a typed error at save", () => {
    expect(() => assertHost("localhost", 5432, { allowLoopback: false })).toThrow(
      expect.objectContaining({ code: "invalid", field: "host" }),
    );
  });

  it("inside a network are for its own probe, as far as its file says", () => {
    const inside = {
      allowLoopback: false,
      isInside: true,
      allowPrivate: (address: string) => address.startsWith("10.0.0."),
    };
    expect(judgeHost("intranet", 25, inside).ok).toBe(true);
    expect(judgeTarget("http://nas.local/", inside).ok).toBe(true);
    expect(judgeHost("10.0.0.5", 22, inside).ok).toBe(true);
    expect(judgeHost("10.0.1.5", 22, inside).ok).toBe(false);
    expect(mayReach("10.0.0.5", inside)).toBe(true);
    expect(mayReach("169.254.169.254", inside)).toBe(false);
    expect(mayReach("93.184.216.34", inside)).toBe(true);
  });
});

describe("sockets of the web", () => {
  const socket = (url: string) => judgeTarget(url, { allowLoopback: false, schemes: "socket" });

  it("are ws and wss alone", () => {
    expect(socket("wss://live.example.com/x")).toMatchObject({ ok: true, target: { scheme: "wss", port: 443 } });
    expect(socket("ws://live.example.com:8080/")).toMatchObject({ ok: true, target: { port: 8080 } });
    expect(socket("https://live.example.com/")).toMatchObject({ ok: false, fault: "scheme" });
    expect(socket("wss://127.1/")).toMatchObject({ ok: false, fault: "private" });
    expect(judge("wss://live.example.com/")).toMatchObject({ ok: false, fault: "scheme" });
  });
});

describe("headers of a user's", () => {
  const isTaken = (name: string, value = "x"): boolean => requestHeader.safeParse({ name, value }).success;

  it.each([
    "Host",
    "content-length",
    "Transfer-Encoding",
    "Connection",
    "Keep-Alive",
    "Proxy-Authorization",
    "TE",
    "Trailer",
    "Upgrade",
    "cf-connecting-ip",
    "X-Forwarded-For",
    "Nightbell-Check",
    "bad name",
    "",
  ])("case 31: %s is refused", (name) => {
    expect(isTaken(name)).toBe(false);
  });

  it("are one line of Latin-1", () => {
    expect(isTaken("x-key", "caf\u00e9\t1")).toBe(true);
    for (const value of ["a\r\nb", "a\nb", "a\u0000", "\u20ac"]) expect(isTaken("x-key", value)).toBe(false);
  });
});

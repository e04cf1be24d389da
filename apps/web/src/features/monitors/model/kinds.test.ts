import { CHECK_TYPES, PRIVATE_ONLY } from "@nightbell/shared/check/spec/spec";
import { describe, expect, it } from "vitest";
import { type MonitorForm, newForm } from "./form.ts";
import { KINDS, kindOf, kindsFor, withAsker, withType } from "./kinds.ts";
import { withAddress } from "./kinds-address.ts";

const typed = (text: string, type: MonitorForm["check"]["type"] = "http"): MonitorForm =>
  withAddress(withType(newForm(), type), text);

it("offers every type, and what needs a probe only where there is one", () => {
  expect(CHECK_TYPES.every((type) => KINDS.some((kind) => kind.type === kindOf(type)))).toBe(true);
  expect(kindsFor(false, "http").some(({ type }) => PRIVATE_ONLY.includes(type))).toBe(false);
  expect(kindsFor(true, "http").map(({ type }) => type)).toEqual(expect.arrayContaining([...PRIVATE_ONLY]));
  expect(kindsFor(false, "icmp").some(({ type }) => type === "icmp")).toBe(true);
});

describe("another type", () => {
  it("brings its usual port and interval, and takes the host along", () => {
    const form = withType(typed("https://www.shop.example/"), "tls");
    expect(form.check).toMatchObject({ host: "www.shop.example", port: 443, domain: "shop.example" });
    expect(form.intervalSeconds).toBe("21600");
    expect(withType(form, "imap").check.port).toBe(993);
    expect(withType(form, "http").intervalSeconds).toBe("60");
    expect(withType(typed("db.example.com", "postgres"), "http").check.web.url).toBe("https://db.example.com/");
  });

  it("leaves alone what the person has set", () => {
    const form = { ...typed("db.example.com:5433", "postgres"), intervalSeconds: "300" };
    const next = withType(form, "mysql");
    expect([next.check.port, next.intervalSeconds]).toEqual([5433, "300"]);
  });

  it("is asked by a probe where only that can, and by our regions again afterwards", () => {
    const probes = [{ id: `prb_${"0".repeat(26)}` }];
    const ping = withAsker(withType(newForm(), "icmp"), "http", probes);
    expect(ping.probe).toBe(probes[0]?.id);
    expect(withAsker(withType(ping, "tcp"), "icmp", probes).probe).toBeNull();
    expect(withAsker(withType(newForm(), "udp"), "http", []).probe).toBeNull();
  });
});

describe("an address", () => {
  it.each([
    ["wss://shop.example/live", "websocket"],
    ["postgresql://db.example.com/shop", "postgres"],
    ["mysql://db.example.com", "mysql"],
    ["rediss://cache.example.com", "redis"],
    ["imaps://mail.example.com", "imap"],
    ["tcp://game.example:25565", "tcp"],
    ["shop.example", "http"],
    ["ftp://shop.example", "http"],
  ])("%s is a %s check", (text, type) => expect(typed(text).check.type).toBe(type));

  it.each([
    ["smtp://mail.example.com", { port: 587, mail: { security: "starttls" } }],
    ["smtps://mail.example.com", { port: 465, mail: { security: "tls" } }],
    ["rediss://cache.example.com:7000", { port: 7000, redis: { tls: true, level: "1" } }],
    ["redis://:p%40ss@cache.example.com", { port: 6379, redis: { tls: false, level: "2", password: "password" } }],
  ])("%s says the rest, too", (text, part) => expect(typed(text).check).toMatchObject(part));

  it("never keeps a password", () => {
    for (const text of ["https://ana:p%40ss@shop.example/", "postgres://ana:p%40ss@db.example.com/"]) {
      const form = typed(text);
      expect(form.typed).toEqual({ password: "p@ss" });
      expect(JSON.stringify(form.check)).not.toMatch(/p@ss|p%40ss/);
    }
  });

  it("tells a host's field the host", () => {
    expect(typed("https://shop.example:8443/x", "tls").check).toMatchObject({
      type: "tls",
      host: "shop.example",
      port: 8443,
    });
    expect(typed("shop.example:8443", "tls").check).toMatchObject({ host: "shop.example", port: 8443 });
    expect(typed("https://shop.example/x", "domain").check.domain).toBe("shop.example");
    expect(typed("shop.example/", "dns").check.dns.name).toBe("shop.example");
    expect(typed("2001:db8::1", "tcp").check.host).toBe("2001:db8::1");
    expect(typed("postgres://ana@db.example.com:5433/shop", "mysql").check).toMatchObject({
      type: "postgres",
      port: 5433,
    });
  });
});

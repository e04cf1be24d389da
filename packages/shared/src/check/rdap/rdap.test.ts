import { describe, expect, it } from "vitest";
import { asciiName, registeredDomain } from "../domain.ts";
import { domainFault, rdapBootstrap, rdapServers } from "./bootstrap.ts";
import { holdOf, parseRegistration } from "./registration.ts";

/** The example of RFC 9224 §4, as far as a domain needs it, and a registry that has plain HTTP, too. */
const BOOTSTRAP = rdapBootstrap.parse({
  version: "1.0",
  publication: "2026-01-07T10:11:12Z",
  description: "Some text",
  services: [
    [["net", "com"], ["https://registry.example.com/myrdap/"]],
    [
      ["org", "mytld"],
      ["http://example.org/", "https://example.org"],
    ],
    [["xn--zckzah"], ["https://example.net/rdap/xn--zckzah/"]],
    [["co.uk"], ["https://two.labels.example/"]],
    [["uk"], ["https://one.label.example/"]],
    [["dead"], []],
  ],
});

describe("a registry", () => {
  it.each([
    ["example.com", ["https://registry.example.com/myrdap/"]],
    ["EXAMPLE.NET.", ["https://registry.example.com/myrdap/"]],
    ["example.org", ["https://example.org/", "http://example.org/"]],
    ["shop.co.uk", ["https://two.labels.example/"]],
    ["shop.ac.uk", ["https://one.label.example/"]],
    ["notcom", null],
    ["example.dead", null],
    ["example.attic", null],
  ])("of %s", (domain, servers) => {
    expect(rdapServers(BOOTSTRAP, domain)).toEqual(servers);
  });

  it("refuses a bootstrap file of another shape", () => {
    expect(rdapBootstrap.safeParse({ services: [["com"]] }).success).toBe(false);
  });
});

describe("a domain to watch", () => {
  it.each([
    ["example.com", null],
    ["www.example.com", "use example.com"],
    ["shop.co.uk", null],
    ["name.github.io", "use github.io"],
    ["com", "not a domain that can be registered"],
    ["192.0.2.1", "not a domain that can be registered"],
    ["Bücher.COM", null],
    ["例え.テスト", null],
    ["example.attic", "registry of .attic does not say"],
  ])("%s", (domain, fault) => {
    const said = domainFault(BOOTSTRAP, domain);
    if (fault === null) expect(said).toBeNull();
    else expect(said).toContain(fault);
  });

  it("is asked for as the DNS knows it", () => {
    expect(asciiName("Bücher.Example.")).toBe("xn--bcher-kva.example");
    expect(asciiName("_sip._tcp.Example.com")).toBe("_sip._tcp.example.com");
    expect(asciiName("not a name ü")).toBe("not a name ü");
  });

  it("is what was registered, whatever stands before it", () => {
    expect(registeredDomain("a.b.Example.co.uk")).toBe("example.co.uk");
  });
});

const ANSWER = {
  objectClassName: "domain",
  ldhName: "Example.COM",
  status: ["active"],
  events: [
    { eventAction: "registration", eventDate: "1990-12-31T23:59:59Z" },
    { eventAction: "expiration", eventDate: "2027-08-13T04:00:00Z", eventActor: "joe" },
  ],
  entities: [{ objectClassName: "entity" }],
};

describe("a registration", () => {
  it("has its end and its statuses", () => {
    expect(parseRegistration(ANSWER, "example.com")).toEqual({
      expiresAt: Date.UTC(2027, 7, 13, 4),
      statuses: ["active"],
    });
  });

  it.each([
    ["no event", { ...ANSWER, events: [] }],
    ["no date", { ...ANSWER, events: [{ eventAction: "expiration" }] }],
    ["an impossible date", { ...ANSWER, events: [{ eventAction: "expiration", eventDate: "soon" }] }],
  ])("may have no end: %s", (_what, answer) => {
    expect(parseRegistration(answer, "example.com")?.expiresAt).toBeNull();
  });

  it.each([
    ["nothing", null],
    ["an error", { errorCode: 404, title: "not found" }],
    ["another object", { ...ANSWER, objectClassName: "entity" }],
    ["another domain", { ...ANSWER, ldhName: "example.net" }],
    ["statuses that are none", { ...ANSWER, status: "active" }],
  ])("is not read from %s", (_what, answer) => {
    expect(parseRegistration(answer, "example.com")).toBeNull();
  });

  it.each([
    ["client hold", "clientHold"],
    ["server hold", "serverHold"],
    ["redemption period", "redemptionPeriod"],
    ["pending delete", "pendingDelete"],
    ["serverHold", "serverHold"],
  ])("is held by %s", (status, said) => {
    expect(holdOf({ expiresAt: null, statuses: ["active", status] })).toContain(said);
  });

  it("is not held by a lock", () => {
    const statuses = ["client transfer prohibited", "server delete prohibited", "auto renew period", "inactive"];
    expect(holdOf({ expiresAt: null, statuses })).toBeNull();
  });
});

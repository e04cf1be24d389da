import type { CheckType } from "@nightbell/shared/check/spec/spec";
import { describe, expect, it } from "vitest";
import { NEW_JSON } from "./form-check.ts";
import { faultsOf, fieldOf, isAdvanced } from "./form-faults.ts";
import { keptOf, missingForTrial, NOTHING_STORED, otherStored, secretsOf, unknownNames } from "./form-secrets.ts";
import { type MonitorForm, newForm } from "./form.ts";
import { withType } from "./kinds.ts";
import { withAddress } from "./kinds-address.ts";

const web = (part: Partial<MonitorForm["check"]["web"]>, over: Partial<MonitorForm> = {}): MonitorForm => {
  const form = newForm();
  const url = { url: "shop.example", present: "ok" };
  return { ...form, ...over, check: { ...form.check, web: { ...form.check.web, ...url, ...part } } };
};
const redis = (over: Partial<MonitorForm["check"]["redis"]> = {}): MonitorForm => {
  const form = withAddress(withType(newForm(), "redis"), "cache.example.com");
  return { ...form, check: { ...form.check, redis: { ...form.check.redis, level: "2", ...over } } };
};
const STORED = { names: ["password"], hosts: ["cache.example.com:6379"] };

describe("a fault is found at its field", () => {
  it.each<[string, MonitorForm, string, string]>([
    ["no address", web({ url: "" }), "check.web.url", "give the address"],
    [
      "another scheme",
      web({ url: "ftp://a.example/" }),
      "check.web.url",
      "Only http:// and https:// addresses can be checked.",
    ],
    [
      "no web address",
      web({ url: "http://" }),
      "check.web.url",
      "This is not a web address. Write it in full, like https://example.com/health.",
    ],
    [
      "no host",
      withAddress({ ...withType(newForm(), "tls"), name: "x" }, "a b"),
      "check.host",
      "This is not a host and port. Write the name alone, like db.example.com, and its port.",
    ],
    ["a status", web({ expectedStatus: "ok" }), "check.web.expectedStatus", "a list like 200-299,301"],
    ["a long phrase", web({ present: "a".repeat(501) }), "check.web.present", "this is too much"],
    [
      "nothing to look for",
      web({ present: "" }),
      "check.web.present",
      "say what must be on the page, or choose to watch the status only",
    ],
    ["a JSON row", web({ json: [NEW_JSON] }), "check.web.json.0.path", "fill this in"],
    [
      "a header",
      web({ headers: [{ name: "host", value: "x" }] }),
      "check.web.headers.0.name",
      "this header is set by us or by the connection: leave it out",
    ],
    [
      "a login without a user",
      web({ auth: { kind: "basic", user: "", name: "", secret: "password" } }, { typed: { password: "x" } }),
      "check.web.auth.user",
      "fill this in",
    ],
    [
      "a login without a password",
      web({ auth: { kind: "bearer", user: "", name: "", secret: "token" } }),
      "typed.token",
      "type it",
    ],
    [
      "one region",
      web({}, { regions: ["weur"] }),
      "regions",
      "at least two regions, so that no single place decides, or one probe of your own",
    ],
    ["an empty time", web({}, { timeoutSeconds: "" }), "timeoutSeconds", "enter a number"],
    ["a long time", web({}, { recoverySeconds: 9_999 }), "recoverySeconds", "from 0 to 3,600 seconds"],
    ["no port", withAddress(withType(newForm(), "tcp"), "game.example"), "check.port", "enter a number"],
    [
      "no probe",
      withAddress(withType(newForm(), "icmp"), "10.0.0.1"),
      "regions",
      "a check by icmp needs a probe of your own",
    ],
    [
      "no values",
      withAddress(
        {
          ...withType(newForm(), "dns"),
          check: {
            ...newForm().check,
            type: "dns",
            dns: { name: "a.example", record: "A", expect: "equals", values: "" },
          },
        },
        "a.example",
      ),
      "check.dns.values",
      "say which values",
    ],
    [
      "a secret's name",
      web({}, { more: [{ name: "Key", value: "x" }] }),
      "more.0.name",
      "a name of lower-case letters, digits and _, beginning with a letter",
    ],
    [
      "a name that is used twice",
      web({}, { more: ["a", "a"].map((name) => ({ name, value: "x" })) }),
      "more.1.name",
      "this name is there already",
    ],
    [
      "a login's name",
      { ...redis(), typed: { password: "x" }, more: [{ name: "password", value: "y" }] },
      "more.0.name",
      "this name is there already",
    ],
  ])("%s", (_, form, field, message) => expect(faultsOf(form, NOTHING_STORED)).toEqual({ [field]: message }));

  it("and there is none in what can be sent", () => {
    expect(faultsOf(web({}), NOTHING_STORED)).toEqual({});
    expect(faultsOf(web({ present: "", statusOnly: true }), NOTHING_STORED)).toEqual({});
    expect(faultsOf(redis(), STORED)).toEqual({});
  });
});

it.each<[string, CheckType, string]>([
  ["check.keywordsAbsent.2", "http", "check.web.absent"],
  ["check.steps.1.keywordsPresent.0", "flow", "check.flow.steps.1.present"],
  ["check.steps.1.json.0.path", "flow", "check.flow.steps.1.json.0.path"],
  ["check.steps", "flow", "check.flow.steps"],
  ["check.steps.0.value", "tcp", "check.tcp.steps.0.value"],
  ["check.host", "postgres", "check.host"],
  ["check.user", "mysql", "check.database.user"],
  ["check.login.user", "smtp", "check.mail.user"],
  ["check.expect.assertions.0.path", "websocket", "check.socket.expect.assertions.0.path"],
  ["check.domain", "domain", "check.domain"],
  ["check", "icmp", "check.host"],
  ["host", "redis", "check.host"],
  ["url", "http", "check.web.url"],
  ["secrets", "http", "more"],
  ["secrets.password", "redis", "typed.password"],
  ["degradedAfterMs", "http", "slowSeconds"],
  ["something new", "dns", "check.dns.name"],
])("shows %s of a %s check at %s", (path, type, field) => expect(fieldOf(path, type)).toBe(field));

it("knows what is closed away", () => {
  expect(isAdvanced("more.0.name", redis())).toBe(true);
  expect(isAdvanced("typed.password", redis())).toBe(false);
  expect(isAdvanced("typed.client_key", redis())).toBe(true);
  expect(isAdvanced("check.web.url", redis())).toBe(false);
});

describe("secrets", () => {
  it("are kept for the host that they were given for, and for no other", () => {
    expect(keptOf(redis(), STORED)).toEqual(["password"]);
    const moved = withAddress(redis(), "other.example.com");
    expect(keptOf(moved, STORED)).toEqual([]);
    expect(faultsOf(moved, STORED)).toEqual({ "typed.password": "type it" });
  });

  it("are sent as far as they are typed and used", () => {
    const form = {
      ...redis(),
      typed: { password: "new", token: "of another login" },
      more: [{ name: " a ", value: "b" }],
    };
    expect(secretsOf(form, STORED)).toEqual({ password: "new", a: "b" });
    expect(secretsOf({ ...redis(), forgotten: ["old"] }, STORED)).toEqual({ old: null });
    expect(secretsOf({ ...redis({ level: "1" }), typed: { password: "x" } }, NOTHING_STORED)).toEqual({});
  });

  it("are listed apart when no field stands for them", () => {
    const stored = { ...STORED, names: ["password", "extra"] };
    expect(otherStored(redis(), stored)).toEqual(["extra"]);
    expect(otherStored(redis({ password: null }), stored)).toEqual(["password", "extra"]);
  });

  it("must be there for every name in braces", () => {
    const form = web({ url: "https://a.example/{{key}}", body: "{{key}} {{other}}" });
    expect(unknownNames(form, ["other"])).toEqual(["key"]);
    expect(faultsOf(form, NOTHING_STORED)).toEqual({
      more: "{{key}} stands for nothing yet: add a secret of this name",
    });
  });

  it("are needed for a test, where they are no longer known", () => {
    expect(missingForTrial(redis(), STORED)).toContain("password");
    expect(missingForTrial({ ...redis(), typed: { password: "x" } }, STORED)).toBeNull();
    expect(missingForTrial(web({ url: "https://a.example/{{key}}" }), NOTHING_STORED)).toContain("key");
    expect(missingForTrial(web({}), NOTHING_STORED)).toBeNull();
  });
});

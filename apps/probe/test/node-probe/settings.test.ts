import fc from "fast-check";
import { expect, test } from "vitest";
import { newProbeKey } from "@nightbell/shared/probe/key";
import { readAllowed } from "../../src/node/allow.ts";
import { readCommand, type NodeSettings } from "../../src/node/settings.ts";
import { UsageError } from "../../src/node/usage.ts";
import { newFile } from "./folders.ts";

const KEY = newProbeKey("0123456789ab", new Uint8Array(32).fill(7));
const OTHER_KEY = newProbeKey("0123456789ab", new Uint8Array(32).fill(8));
const URL_FLAG = ["--url", "https://nightbell.example/"];

function settings(args: string[], environment: Record<string, string> = {}): NodeSettings {
  const command = readCommand(args, environment);
  if (command.do !== "run") throw new Error(`it would ${command.do}`);
  return command.settings;
}

test("an address and a key are enough: public addresses only, Nightbell's own controls", () => {
  const { allow, ...rest } = settings([...URL_FLAG, "--key", KEY], { XDG_STATE_HOME: "/var/me" });
  expect(rest).toEqual({
    url: "https://nightbell.example",
    key: KEY,
    state: "/var/me/nightbell-probe",
    controls: [],
    ping: "ping",
  });
  expect([allow.ranges, allow.includes("10.0.0.1"), allow.includes("127.0.0.1")]).toEqual([[], false, false]);
});

test("arguments count before the environment, and that before the settings file", () => {
  const file = newFile(
    `NIGHTBELL_PROBE_URL=https://file.example\nNIGHTBELL_PROBE_KEY=${KEY}\nNIGHTBELL_PROBE_PING=/file/ping\nNIGHTBELL_PROBE_STATE=/file/state\n`,
  );
  const environment = { NIGHTBELL_PROBE_KEY: OTHER_KEY, NIGHTBELL_PROBE_PING: "/env/ping", NIGHTBELL_PROBE_STATE: "" };
  const read = settings(["--settings", file, "--ping", "/arg/ping"], environment);
  expect(read).toMatchObject({ url: "https://file.example", key: OTHER_KEY, ping: "/arg/ping", state: "/file/state" });
});

test("the key comes from a file that only its owner may read", () => {
  expect(settings([...URL_FLAG, "--key-file", newFile(`${KEY}\n`)]).key).toBe(KEY);
  expect(() => settings([...URL_FLAG, "--key-file", newFile(KEY, 0o644)])).toThrow(
    /Others on this host can read .* chmod 600/,
  );
});

test("a settings file must be private once a key is in it", () => {
  const lines = "NIGHTBELL_PROBE_URL=https://nightbell.example\n";
  const open = newFile(`${lines}NIGHTBELL_PROBE_KEY=${KEY}\n`, 0o644);
  expect(() => settings(["--settings", open])).toThrow(/chmod 600/);
  expect(settings(["--settings", newFile(lines, 0o644), "--key", KEY]).url).toBe("https://nightbell.example");
});

test("systemd's folder is where its key is kept", () => {
  expect(settings([...URL_FLAG, "--key", KEY], { STATE_DIRECTORY: "/var/lib/nightbell-probe" }).state).toBe(
    "/var/lib/nightbell-probe",
  );
});

test("controls of one's own, by arguments or environment", () => {
  const twice = settings([...URL_FLAG, "--key", KEY, "--control", "http://a.lan/", "--control", "https://b.lan"]);
  expect(twice.controls).toEqual(["http://a.lan/", "https://b.lan"]);
  const listed = settings([...URL_FLAG, "--key", KEY], { NIGHTBELL_PROBE_CONTROLS: "http://a.lan, http://b.lan,," });
  expect(listed.controls).toEqual(["http://a.lan", "http://b.lan"]);
});

test.each([
  ["no address", ["--key", KEY], /--url/],
  ["an address in the clear", ["--url", "http://nightbell.example", "--key", KEY], /https/],
  ["no address at all", ["--url", "nightbell", "--key", KEY], /https/],
  ["no key", URL_FLAG, /--key-file/],
  ["another kind of key", [...URL_FLAG, "--key", KEY.replace("nbp", "nbw")], /no probe's key/],
  ["half a key", [...URL_FLAG, "--key", KEY.slice(0, 20)], /no probe's key/],
  ["a missing file", [...URL_FLAG, "--key-file", "/nowhere/key"], /\/nowhere\/key/],
  ["a control that is no address", [...URL_FLAG, "--key", KEY, "--control", "ftp://a"], /--control/],
  ["an unknown argument", [...URL_FLAG, "--keys", KEY], /--help/],
])("%s is told in a sentence", (_name, args, words) => {
  expect(() => readCommand(args, {})).toThrow(UsageError);
  expect(() => readCommand(args, {})).toThrow(words);
});

test("this machine itself may be spoken to in the clear", () => {
  for (const url of ["http://127.0.0.1:8787", "http://localhost:8787", "http://[::1]:8787"])
    expect(settings(["--url", url, "--key", KEY]).url).toBe(url);
});

test("no key ever stands in what is said about it", () => {
  const wrong = KEY.slice(0, 40);
  expect(() => settings([...URL_FLAG, "--key", wrong])).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(wrong) }),
  );
});

test("allowed ranges: one a line, comments and blanks between", () => {
  const { ranges, includes } = readAllowed("# ours\n10.1.0.0/16   # the office\n\r\nfd12:3456::/32\n192.168.7.9\n");
  expect(ranges).toEqual(["10.1.0.0/16", "fd12:3456::/32", "192.168.7.9/32"]);
  const inside = ["10.1.0.0", "10.1.255.255", "fd12:3456:1::1", "192.168.7.9"];
  const outside = ["10.0.255.255", "10.2.0.0", "fd12:3457::1", "192.168.7.8", "127.0.0.1", "::1", "db.lan", ""];
  expect([inside.filter(includes), outside.filter(includes)]).toEqual([inside, []]);
});

test.each([
  "10.0.0.0/33",
  "10.0.0/8",
  "fd00::/129",
  "db.lan",
  "10.0.0.0/8/8",
  "10.0.0.0/",
  "10.0.0.0/8 10.0.0.0/16",
  "0x7f000001",
])("%s is no range, and its line is named", (line) => {
  expect(() => readAllowed(`10.0.0.0/8\n${line}\n`)).toThrow(/^Line 2 /);
});

test("a range lets in exactly the addresses that share its bits", () => {
  const v4 = fc.nat(0xffff_ffff).map((n) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
  fc.assert(
    fc.property(v4, v4, fc.integer({ min: 0, max: 32 }), (base, address, size) => {
      const bits = (parts: number[]) =>
        parts
          .map((part) => part.toString(2).padStart(8, "0"))
          .join("")
          .slice(0, size);
      const { includes } = readAllowed(`${base.join(".")}/${size}`);
      expect(includes(address.join("."))).toBe(bits(base) === bits(address));
    }),
  );
});

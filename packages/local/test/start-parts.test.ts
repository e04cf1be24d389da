import { createVirtualClock } from "@nightbell/testkit/clock";
import { startPostgres } from "@nightbell/testkit/database/real-postgres";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addresses, workerSettings } from "../src/config.ts";
import { driveCron } from "../src/cron.ts";
import { openDatabase } from "../src/database.ts";
import { parseOptions, requireNode } from "../src/options.ts";
import { requireFreePort } from "../src/ports.ts";
import { loadSecrets } from "../src/secrets.ts";
import { openStateFolder } from "../src/state-folder.ts";
import { keepSaved } from "../src/store.ts";
import { hashSources } from "../src/web-build.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "nightbell-local-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("arguments", () => {
  test("none, and all", () => {
    expect(parseOptions([])).toEqual({ fresh: false, port: 8787, state: null });
    expect(parseOptions(["--fresh", "--port", "9000", "--state", "x"])).toEqual({
      fresh: true,
      port: 9000,
      state: "x",
    });
  });
  test.each([[["--prot", "1"]], [["--port", "80"]], [["--port", "x"]], [["--port", "70000"]], [["again"]]])(
    "%s gets one sentence",
    (args) => {
      expect(() => parseOptions(args)).toThrow(/--port/);
    },
  );
  test("an old Node is refused", () => {
    expect(() => requireNode("20.1.0")).toThrow("npm start");
    expect(() => requireNode("24.0.0")).not.toThrow();
  });
});

describe("state folder", () => {
  test("a second start of the same folder is refused while the first lives", () => {
    const child = spawnSync(process.execPath, ["-e", "console.log(process.pid)"], { encoding: "utf8" });
    writeFileSync(join(folder, "lock"), child.stdout.trim());
    const state = openStateFolder(folder, false);
    expect(readFileSync(join(folder, "lock"), "utf8")).toBe(String(process.pid));
    state.release();
    writeFileSync(join(folder, "lock"), String(process.ppid));
    expect(() => openStateFolder(folder, false)).toThrow(`already runs from this folder (process ${process.ppid})`);
  });
  test("--fresh deletes what the stack made, and nothing else", () => {
    mkdirSync(join(folder, "postgres"));
    writeFileSync(join(folder, "carrier.json"), "{}");
    writeFileSync(join(folder, "thesis.txt"), "mine");
    openStateFolder(folder, true);
    expect([
      existsSync(join(folder, "postgres")),
      existsSync(join(folder, "carrier.json")),
      existsSync(join(folder, "thesis.txt")),
    ]).toEqual([false, false, true]);
  });
  test("a file in its place, or a broken file in it, is named", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => openStateFolder(join(folder, "file"), false)).toThrow(/cannot be used/);
    const state = openStateFolder(join(folder, "state"), false);
    writeFileSync(state.path("mail.json"), "[{");
    expect(() => state.readJson("mail.json")).toThrow(/mail\.json is broken .*--fresh/);
  });
  test("secrets are made once, for their owner's eyes", () => {
    const state = openStateFolder(folder, false);
    const first = loadSecrets(state);
    expect(loadSecrets(state)).toEqual(first);
    expect(statSync(state.path("secrets.json")).mode & 0o777).toBe(0o600);
    state.writeJson("secrets.json", { ...first, authSecret: "" });
    expect(() => loadSecrets(state)).toThrow(/--fresh/);
  });
  test("a fake's state is written after it settled, and at the end", async () => {
    const state = openStateFolder(folder, false);
    const clock = createVirtualClock();
    let value = 1;
    let change = (): void => undefined;
    const finish = keepSaved(
      state,
      clock,
      "mail.json",
      () => value,
      (listener) => (change = listener),
    );
    change();
    value = 2;
    change();
    expect(state.readJson("mail.json")).toBeUndefined();
    await clock.advance(1000);
    expect(state.readJson("mail.json")).toBe(2);
    value = 3;
    change();
    finish();
    expect(state.readJson("mail.json")).toBe(3);
  });
});

test("a busy port is named, with a way out", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is busy`);
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePort(port)).resolves.toBeUndefined();
});

test("the cron runs at each full minute until it is stopped, also after a failure", async () => {
  const clock = createVirtualClock(Date.UTC(2026, 0, 1, 0, 0, 30));
  const at: number[] = [];
  const stop = driveCron("http://localhost:1", clock, async (url) => {
    expect(url).toBe("http://localhost:1/cdn-cgi/local/scheduled");
    at.push(clock.now());
    if (at.length === 1) throw new Error("not yet");
  });
  await expect(clock.advance(60_000)).rejects.toThrow("not yet");
  await clock.advance(90_000);
  expect(at.map((time) => new Date(time).toISOString().slice(14, 23))).toEqual(["01:00.000", "02:00.000"]);
  stop();
  await clock.advance(600_000);
  expect(at).toHaveLength(2);
});

test("the dashboard's hash follows contents, names and nothing else", () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "src"));
  mkdirSync(join(folder, "dist"));
  write("src/a.ts", "1");
  const hash = () => hashSources(folder, ["."]);
  const first = hash();
  write("dist/out.js", "built");
  expect(hash()).toBe(first);
  write("src/a.ts", "2");
  const second = hash();
  expect(second).not.toBe(first);
  rmSync(join(folder, "src/a.ts"));
  write("src/b.ts", "2");
  expect(hash()).not.toBe(second);
});

describe("database", () => {
  test.each([["not a url"], ["mysql://a@b/c"], ["postgresql://host-without-user/db"]])(
    "DATABASE_URL %s is refused",
    async (url) => {
      await expect(openDatabase(openStateFolder(folder, false), { DATABASE_URL: url })).rejects.toThrow(
        /must look like postgresql:/,
      );
    },
  );
  test("a Postgres server is migrated, served, and used again", async (context) => {
    const postgres = await startPostgres();
    if (!postgres) return context.skip("no Postgres server is installed here");
    const state = openStateFolder(folder, false);
    try {
      for (const _start of ["first", "second"]) {
        const database = await openDatabase(state, { DATABASE_URL: postgres.url });
        expect(database.url).toBe(postgres.url);
        const found = await database.served?.run("app_user", [
          { query: "select to_regclass('heartbeat')::text", params: [] },
        ]);
        expect(found?.[0]?.rows).toEqual([["heartbeat"]]);
        await database.close();
      }
    } finally {
      postgres.stop();
    }
  }, 60_000);
  test("a Postgres that is not there is named", async () => {
    await expect(
      openDatabase(openStateFolder(folder, false), { DATABASE_URL: "postgresql://u:p@127.0.0.1:1/db" }),
    ).rejects.toThrow(/at 127\.0\.0\.1 cannot be migrated \(.*ECONNREFUSED/);
  });
});

test("the Workers get every setting, and nothing from outside this machine", () => {
  const secrets = loadSecrets(openStateFolder(folder, false));
  const settings = workerSettings(addresses(9000), secrets, "postgresql://u@localhost/db", "http://localhost:9001/sql");
  for (const [name, value] of Object.entries(settings)) {
    // No resolver is asked, for loopback needs no look-up; and what runs here may be checked.
    if (!["DOH_RESOLVERS", "OWN_HOSTS"].includes(name)) expect(value, name).not.toBe("");
    for (const [url] of value.matchAll(/https?:\/\/[^/,]+/g)) expect(new URL(url).hostname, name).toBe("localhost");
  }
});

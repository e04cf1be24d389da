import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { post } from "../rig/person.ts";
import { describeClient, run, Setting } from "./client.ts";

/** Borgmatic's hook, through real backups into a real repository. */

let folder: string;
const inside = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nightbell-borg-"));
  mkdirSync(inside("source"));
  writeFileSync(inside("source/thesis.txt"), "chapter one");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The configuration as borgmatic 1.7 has it. @param repository the name of its folder */
function configure(repository: string, pingUrl: string): string {
  const file = inside(`${repository}.yaml`);
  const config = {
    location: { source_directories: [inside("source")], repositories: [inside(repository)] },
    storage: { unknown_unencrypted_repo_access_is_ok: true },
    retention: { keep_daily: 7 },
    consistency: { checks: [{ name: "repository" }] },
    hooks: { healthchecks: { ping_url: pingUrl, send_logs: true, states: ["start", "finish", "fail"] } },
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config));
  return file;
}

const borgmatic = (config: string, ...args: string[]) =>
  // Without a log file it logs to syslog, which a test machine may not have.
  run(
    "borgmatic",
    ["--config", config, "--no-color", "--log-file", inside("log"), "--monitoring-verbosity", "1", ...args],
    { HOME: folder, BORG_BASE_DIR: folder },
  );

async function repository(pingUrl: string): Promise<string> {
  const config = configure("repository", pingUrl);
  const { code, err } = await run("borg", ["init", "-e", "none", inside("repository")], { BORG_BASE_DIR: folder });
  expect([code, err]).toEqual([0, expect.any(String)]);
  return config;
}

describeClient("borgmatic", () => {
  test("a backup starts and finishes, and brings its log", async () => {
    const job = await Setting.make({ timeout: 3600, grace: 3600 });
    const config = await repository(job.url);
    const backup = await borgmatic(config, "create", "prune", "--stats");
    expect([backup.code, backup.err]).toEqual([0, expect.not.stringContaining("Healthchecks error")]);

    expect(await job.pings()).toMatchObject([
      { type: "start", method: "POST", body_url: null },
      { type: "success", method: "POST", ua: expect.stringContaining("python-requests") },
    ]);
    expect(await job.body(2)).toMatch(/Creating archive|Archive name/);
    expect(await job.program.check(job.uuid)).toMatchObject({ status: "up", started: false });
    expect((await job.pings())[1]?.duration).toBeGreaterThan(0);
  });

  test("a backup that fails says so, with the error in its log, and the next good one resolves", async () => {
    const job = await Setting.make();
    const failing = await borgmatic(configure("nowhere", job.url), "create");
    expect(failing.code).not.toBe(0);
    expect(await job.types()).toEqual(["start", "fail"]);
    expect(await job.body(2)).toMatch(/nowhere/);
    expect(await job.status()).toBe("down");

    expect((await borgmatic(await repository(job.url), "create")).code).toBe(0);
    expect(await job.types()).toEqual(["start", "fail", "start", "success"]);
    expect(await job.status()).toBe("up");
    const { incidents } = await job.owner.api<{ incidents: { state: string }[] }>("/incidents");
    expect(incidents).toMatchObject([{ state: "resolved" }]);
  });

  test("by key and name", async () => {
    const job = await Setting.make();
    const { key } = await job.owner.api<{ key: string }>("/ping-keys", post({}));
    const config = await repository(`${inject("rig").app}/ping/${key}/job`);
    expect((await borgmatic(config, "create")).code).toBe(0);
    expect(await job.types()).toEqual(["start", "success"]);
  });
});

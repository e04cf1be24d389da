import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { GuardList, Overview } from "@nightbell/shared/views/views";
import { describe, expect, inject, test } from "vitest";
import { json, killWorkers, Person, post, startWorkers } from "../rig/person.ts";

/** May this destructive job run? Asked as a cron job asks, by a real shell and curl: spec "heartbeats" §7. */

const rig = inject("rig");

/** The line of the spec, with a stand-in for the clean-up. @returns what it printed */
const prune = (guard: string, rid: string): Promise<string> =>
  new Promise((resolve) => {
    const line = '[ "$(curl -fsS -m 10 --retry 3 "$GUARD?rid=$RID&format=text")" = go ] && echo pruned';
    const env = { PATH: process.env["PATH"] ?? "", GUARD: guard, RID: rid };
    execFile("/bin/sh", ["-c", line], { env, timeout: 30_000 }, (_refused, stdout) => resolve(stdout));
  });

async function team() {
  const owner = await new Person(rig, "Gil").signUp();
  await owner.wait(0);
  const schedule = { kind: "period", seconds: 3_600 } as const;
  const backup = await owner.api<{ id: string; pingUrl: string }>(
    "/heartbeats",
    post({ name: "backup", schedule, graceSeconds: 600 }),
  );
  const guard = await owner.api<{ id: string; url: string }>(
    "/guards",
    post({ name: "prune", requires: [{ kind: "heartbeat", id: backup.id, maxAgeSeconds: null }] }),
  );
  const ping = async (suffix: string): Promise<number> => (await fetch(`${backup.pingUrl}${suffix}`)).status;
  const listed = async () => {
    const [only] = (await owner.api<GuardList>("/guards")).guards;
    if (!only) throw new Error("the guard is not listed");
    return only;
  };
  return { owner, backup, guard, ping, listed };
}

describe("a clean-up behind the line of the documentation", () => {
  test("runs while all is well, one at a time, and hears why not otherwise", async () => {
    const { guard, ping, listed } = await team();
    expect(await prune(guard.url, randomUUID())).toBe("");
    await ping("");
    const [first, second]: [string, string] = [randomUUID(), randomUUID()];
    const printed = await Promise.all([prune(guard.url, first), prune(guard.url, second)]);
    expect(printed.toSorted()).toEqual(["", "pruned\n"]);
    const { lease, state } = await listed();
    expect({ state, isOneOfThem: [first, second].includes(lease?.rid ?? "") }).toEqual({
      state: "leased",
      isOneOfThem: true,
    });
    await ping(`?rid=${lease?.rid}`);
    expect(await prune(guard.url, randomUUID())).toBe("pruned\n");
  });

  test("does not run after a failure, nor by an address that is not a guard's, nor while nobody answers", async () => {
    const { owner, guard, ping, listed } = await team();
    await ping("");
    await ping("/fail");
    expect(await prune(guard.url, randomUUID())).toBe("");
    expect((await listed()).sentence).toMatch(/^Held back since .*: backup is down since/);
    expect((await owner.api<Overview>("/overview")).attention.map(({ kind }) => kind)).not.toContain("guard");
    expect(await prune(`${guard.url}0`, randomUUID())).toBe("");
    expect(await prune(`${rig.app}/`, randomUUID())).toBe("");
    expect(await prune("http://127.0.0.1:1/guard", randomUUID())).toBe("");
  });

  test("keeps its lease when the Workers are killed", async () => {
    const { guard, ping, listed } = await team();
    await ping("");
    const rid = randomUUID();
    expect(await prune(guard.url, rid)).toBe("pruned\n");
    await killWorkers(rig);
    await startWorkers(rig);
    const refused = await fetch(`${guard.url}?rid=${randomUUID()}`);
    expect(refused.status).toBe(423);
    expect(await json<object>(fetch(`${guard.url}?rid=${rid}`))).toMatchObject({
      decision: "go",
      lease: { seq: 1, rid },
    });
    expect((await fetch(`${guard.url}/lease/lease_1`)).status).toBe(200);
    await json(fetch(`${guard.url}/release?rid=${rid}`, { method: "POST" }));
    expect((await listed()).lease).toBeNull();
    expect((await fetch(`${guard.url}/lease/lease_1`)).status).toBe(409);
  });

  test("that stays held for two days pages", async () => {
    const { owner, backup, guard, ping } = await team();
    await owner.verifyPhone();
    await ping("");
    await owner.api(`/heartbeats/${backup.id}/pause`, { method: "POST" });
    expect((await fetch(guard.url)).status).toBe(409);
    await owner.api("/clock/advance", post({ ms: 49 * 3_600_000 }));
    const { incidents } = await owner.api<Overview>("/overview");
    expect(incidents).toMatchObject([{ source: { kind: "guard", id: guard.id, name: "prune" }, state: "open" }]);
  });
});

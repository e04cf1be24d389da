import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MaintenanceList, MonitorDetail, ProbeList } from "@nightbell/shared/views/monitor-views";
import type { MonitorSeries, MonitorStrips, MonitorUptime } from "@nightbell/shared/views/series-views";
import type { IncidentDetail, Overview } from "@nightbell/shared/views/views";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { json, killWorkers, Person, post, query, startWorkers } from "../rig/person.ts";

/** Monitors as their users live them, through every Worker: real requests, real regions (three of them), a moved clock. */

const rig = inject("rig");
const SITE = `${rig.services}/target/site`;
const setTarget = (state: string) => json(fetch(`${rig.services}/target/api/state`, post({ state }, "PUT")));
beforeEach(() => setTarget("healthy"));

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

async function serve(answer: RequestListener): Promise<{ url: string; port: number }> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, port };
}

/** A site of the test's own: answers 500 with what it was sent, and remembers it. */
async function echo(): Promise<{ url: string; port: number; seen: string[] }> {
  const seen: string[] = [];
  const site = await serve((request, response) => {
    const authorization = request.headers.authorization ?? "none";
    seen.push(`${request.method} ${request.url} ${authorization}`);
    response.writeHead(500, { "content-type": "text/plain" }).end(`you sent ${authorization}`);
  });
  return { ...site, seen };
}

/** Ana with a proven phone, her clock standing. */
async function ana(): Promise<Person> {
  const person = await (await new Person(rig, "Ana").signUp()).verifyPhone();
  await person.wait(0);
  return person;
}

const http = (change: object = {}) => ({ type: "http", url: SITE, ...change });
const add = async (person: Person, input: object): Promise<string> =>
  (await person.api<{ id: string }>("/monitors", post({ name: "shop", ...input }))).id;
const monitor = (person: Person, id: string): Promise<MonitorDetail> => person.api(`/monitors/${id}`);
const overview = (person: Person): Promise<Overview> => person.api("/overview");
const down = async (person: Person): Promise<string[]> =>
  (await person.texts()).filter((text) => text.startsWith("DOWN"));

describe("a monitor", () => {
  test("is tried from every region before it is saved, and proposes what to watch for", async () => {
    const person = await ana();
    const input = { name: "shop", check: http({ keywordsPresent: ["nowhere on the page"] }) };
    const lines = (await (await person.fetch(`/api/teams/${person.team}/monitors/try`, post(input))).text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { region: string; line: { line: string; ok?: boolean; cause?: string } });
    const results = lines.filter(({ line }) => line.line === "result");
    expect(results.map(({ region }) => region).toSorted()).toEqual(["apac", "enam", "weur"]);
    expect(results.every(({ line }) => line.ok === false && line.cause === "keyword_missing")).toBe(true);
    expect((await overview(person)).monitors).toEqual([]);
    expect(await person.api("/monitors/look", post({ url: SITE }))).toMatchObject({ status: 200 });
  });

  test("is confirmed down from other regions, says why, pages, and recovers", async () => {
    const person = await ana();
    const id = await add(person, { check: http({ keywordsPresent: ["All is well"] }) });
    await person.wait(65);
    expect(await monitor(person, id)).toMatchObject({ status: "up", incident: null });

    await setTarget("missing");
    await person.wait(125);
    const broken = await monitor(person, id);
    expect(broken).toMatchObject({ status: "down", why: { cause: "keyword_missing" } });
    expect(broken.why?.evidence).toContain("Nothing of what you look for.");
    expect(broken.why?.curl).toContain(`'${SITE}'`);
    expect(new Set(broken.results.filter(({ ok }) => !ok).map(({ region }) => region)).size).toBeGreaterThan(1);
    expect((await down(person)).at(-1)).toMatch(/^DOWN shop/);

    await setTarget("healthy");
    await person.wait(200);
    expect(await monitor(person, id)).toMatchObject({ status: "up", incident: null });
    const [incident] = (await overview(person)).incidents;
    expect(incident).toMatchObject({ state: "resolved", kind: "down", urgency: "high" });
  });

  test("that a bot wall keeps us from tells once and rings nobody, until somebody pages for it", async () => {
    const person = await ana();
    const { url } = await serve((_, response) => response.writeHead(403, { "cf-mitigated": "challenge" }).end());
    const id = await add(person, { check: http({ url }) });
    await person.wait(300, 30);
    const { incident } = await monitor(person, id);
    const path = `/incidents/${incident ?? "none"}`;
    expect(await person.api<IncidentDetail>(path)).toMatchObject({ state: "open", kind: "down", urgency: "low" });
    expect(await down(person)).toEqual([]);
    expect((await person.fetch(`/api/teams/${person.team}${path}/ack`, post({}))).status).toBe(409);

    await person.api(`${path}/escalate`, post({}));
    await person.wait(10);
    expect(await down(person)).not.toEqual([]);
    await person.api(`${path}/ack`, post({}));
    expect(await person.api<IncidentDetail>(path)).toMatchObject({ state: "open", urgency: "high" });
  });

  test("sends a secret that nothing gives back, not even an answer that repeats it", async () => {
    const person = await ana();
    const { url, seen } = await echo();
    const auth = { kind: "bearer", token: "{{token}}" };
    const id = await add(person, { check: http({ url, auth }), secrets: { token: "s3cr3t-of-ana" } });
    await person.wait(70);
    expect(seen).toContain("GET / Bearer s3cr3t-of-ana");
    const failed = await monitor(person, id);
    expect(failed).toMatchObject({ status: "down", secrets: ["token"] });
    expect(failed.why?.evidence).toContain("you sent");
    const { incidents } = await overview(person);
    const told = await person.api<IncidentDetail>(`/incidents/${incidents[0]?.id}`);
    const recorded = await query(rig, "select data from event where team_id = $1", [person.team]);
    const configured = await query(rig, "select spec, secrets from monitor where id = $1", [id]);
    for (const text of [failed, told, recorded, configured].map((value) => JSON.stringify(value)))
      expect(text).not.toContain("s3cr3t-of-ana");
  });

  test("is asked at once, paused until a time, and resumes by itself", async () => {
    const person = await ana();
    const { port } = await echo();
    const id = await add(person, { intervalSeconds: 3_600, check: { type: "tcp", host: "127.0.0.1", port } });
    await person.wait(5);
    const asked = (await monitor(person, id)).results.length;
    await person.wait(30);
    await person.api(`/monitors/${id}/check`, post({}));
    await person.wait(5);
    expect((await monitor(person, id)).results.length).toBe(asked + 3);

    const { clock } = await monitor(person, id);
    const until = new Date(Date.parse(clock.now) + 600_000).toISOString();
    await person.api(`/monitors/${id}/pause`, post({ until }));
    expect(await monitor(person, id)).toMatchObject({ status: "paused", resumesAt: until });
    await person.wait(590, 60);
    expect((await monitor(person, id)).status).toBe("paused");
    await person.wait(20);
    expect(await monitor(person, id)).toMatchObject({ status: "up", resumesAt: null });
  });

  test("has its response times and its uptime, to the second", async () => {
    const person = await ana();
    const id = await add(person, { check: http() });
    await person.wait(300, 30);
    await setTarget("error");
    await person.wait(300, 30);
    await setTarget("healthy");
    await person.wait(600, 30);
    const { clock } = await monitor(person, id);
    const from = new Date(Date.parse(clock.now) - 3_600_000).toISOString();
    const series = await person.api<MonitorSeries>(`/monitors/${id}/series?from=${encodeURIComponent(from)}`);
    expect(series).toMatchObject({ source: "samples", stepSeconds: 60 });
    expect(series.all.total.count).toBeGreaterThan(10);
    expect(series.all.total.fail).toBeGreaterThan(2);
    expect(series.all.points.some(({ p95 }) => p95 !== null)).toBe(true);
    const uptime = await person.api<MonitorUptime>(`/monitors/${id}/uptime`);
    const { downSeconds, knownSeconds } = uptime.windows["24h"];
    expect(downSeconds).toBeGreaterThan(200);
    expect(downSeconds).toBeLessThan(500);
    expect(knownSeconds).toBeGreaterThan(1_000);
    const strips = await person.api<MonitorStrips>("/monitors/strips");
    expect(strips.strips[id]?.hours.slice(-2)).toContain("down");
  });
});

describe("after a restart of everything", () => {
  test("a healthy monitor goes on as it was: not unknown, nothing missed, nobody told", async () => {
    const person = await ana();
    const id = await add(person, { check: http() });
    // Its passes are samples, not history: they must be there again.
    await person.wait(600, 60);
    const before = await monitor(person, id);
    await killWorkers(rig);
    await startWorkers(rig);
    await person.wait(130, 30);
    const after = await monitor(person, id);
    expect(after).toMatchObject({ status: "up", since: before.since, incident: null });
    const told = await query<{ what: string }>(
      rig,
      "select data ->> 'what' what from event where team_id = $1 and subject = $2 order by seq",
      [person.team, id],
    );
    expect(told.map(({ what }) => what)).not.toContain("unknown");
    const uptime = await person.api<MonitorUptime>(`/monitors/${id}/uptime`);
    expect(uptime.windows["24h"]).toMatchObject({ downSeconds: 0, percent: 100 });
    expect(uptime.windows["24h"].knownSeconds).toBeGreaterThan(700);
  });
});

describe("maintenance", () => {
  test("holds what breaks meanwhile, and pages for it at its end, dated to when it broke", async () => {
    const person = await ana();
    const id = await add(person, { check: http() });
    await person.wait(65);
    const now = Date.parse((await monitor(person, id)).clock.now);
    await person.api(
      "/maintenance",
      post({ name: "Update", monitors: [id], time: { kind: "once", from: now + 10_000, until: now + 600_000 } }),
    );
    await person.wait(15);
    await setTarget("error");
    await person.wait(300, 30);
    expect(await monitor(person, id)).toMatchObject({
      status: "maintenance",
      incident: null,
      maintenance: { name: "Update" },
    });
    expect(await person.api<MaintenanceList>("/maintenance")).toMatchObject({ windows: [{ running: true }] });
    expect(await down(person)).toEqual([]);
    await person.wait(310, 30);
    expect(await monitor(person, id)).toMatchObject({ status: "down" });
    const [incident] = (await overview(person)).incidents;
    expect(Date.parse(incident?.startedAt ?? "")).toBeLessThan(now + 150_000);
    expect((await down(person)).length).toBeGreaterThan(0);
  });
});

describe("a probe of the team's own", () => {
  test("checks what only it can reach, with a secret that is sealed to it, and is retired", async () => {
    const person = await ana();
    const { url, port, seen } = await echo();
    const { id: probe, key } = await person.api<{ id: string; key: string }>("/probes", post({ name: "Office" }));
    const running = startProbe(key, "127.0.0.0/8");
    try {
      await expect
        .poll(() => person.api<ProbeList>("/probes"), { timeout: 30_000, interval: 500 })
        .toMatchObject({ probes: [{ id: probe, name: "Office", state: "sighted" }] });
      const open = await add(person, { check: { type: "tcp", host: "127.0.0.1", port }, regions: [probe] });
      const auth = { kind: "bearer", token: "{{token}}" };
      const failing = await add(person, {
        name: "echo",
        check: http({ url, auth }),
        regions: [probe],
        secrets: { token: "sealed-to-the-probe" },
      });
      await person.wait(130, 30);
      expect(await monitor(person, open)).toMatchObject({ status: "up", regions: [{ region: probe, name: "Office" }] });
      expect(await monitor(person, failing)).toMatchObject({ status: "down" });
      expect(seen).toContain("GET / Bearer sealed-to-the-probe");
      const refused = await person.fetch(`/api/teams/${person.team}/probes/${probe}`, { method: "DELETE" });
      expect(refused.status).toBe(409);
      for (const id of [open, failing]) await person.api(`/monitors/${id}`, { method: "DELETE" });
      await person.api(`/probes/${probe}`, { method: "DELETE" });
      // Its key is worth nothing from now on.
      expect((await running.ended).code).toBe(3);
    } finally {
      running.stop();
    }
  });
});

/** The program as a host runs it. @param allowed ranges that it may reach */
function startProbe(key: string, allowed: string) {
  const folder = mkdtempSync(join(tmpdir(), "nightbell-flow-probe-"));
  writeFileSync(join(folder, "allow"), allowed);
  writeFileSync(join(folder, "key"), key, { mode: 0o600 });
  const args = [
    "--url",
    rig.app,
    "--key-file",
    join(folder, "key"),
    "--allow",
    join(folder, "allow"),
    "--state",
    folder,
  ];
  const program = join(import.meta.dirname, "../../../../apps/probe/bin/nightbell-probe.mjs");
  const child = spawn(process.execPath, [program, ...args], { stdio: "ignore" });
  const ended = once(child, "close").then(([code]: unknown[]) => ({ code: code as number | null }));
  return { ended, stop: () => void child.kill("SIGKILL") };
}

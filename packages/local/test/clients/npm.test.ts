import hc from "healthchecks-io-client";
import { healthcheck } from "healthchecks.io";
import { describe, expect, inject, test } from "vitest";
import { Person } from "../rig/person.ts";
import { Program } from "../rig/program.ts";
import { Setting } from "./client.ts";

const { app } = inject("rig");

describe("npm healthchecks-io-client", () => {
  const api = async (apiVersion?: number) => {
    const { key } = await Program.of(await new Person(inject("rig"), "Nils").signUp());
    return new hc.HealthChecksApiClient({ apiKey: key, baseUrl: app, ...(apiVersion ? { apiVersion } : {}) });
  };
  const idOf = ({ ping_url }: { ping_url: string }): string => ping_url.split("/").at(-1) ?? "";

  test.each([undefined, 2, 3])("makes, reads, edits, pauses and deletes checks (API version %s)", async (version) => {
    const client = await api(version);
    const made = await client.createCheck({ name: "Nightly", tags: "prod db", timeout: 3600, grace: 600 });
    expect(made).toMatchObject({ name: "Nightly", tags: "prod db", timeout: 3600, grace: 600, status: "new" });
    const uuid = idOf(made);
    expect(made.ping_url).toBe(`${app}/ping/${uuid}`);

    await client.createCheck({ name: "Weekly", schedule: "0 3 * * 0", tz: "Europe/Vienna", tags: "prod" });
    expect((await client.getChecks()).checks).toHaveLength(2);
    expect((await client.getChecks(["prod", "db"])).checks).toMatchObject([{ name: "Nightly" }]);
    const again = await client.createCheck({ name: "Nightly", timeout: 7200, unique: ["name"] });
    expect([idOf(again), again["timeout"]]).toEqual([uuid, 7200]);

    expect(await client.updateCheck(uuid, { desc: "the big one" })).toMatchObject({ desc: "the big one" });
    expect(await client.pauseCheck(uuid)).toMatchObject({ status: "paused" });
    expect(await client.deleteCheck(uuid)).toMatchObject({ name: "Nightly" });
    await expect(client.getCheck(uuid)).rejects.toMatchObject({ statusCode: 404 });
    expect((await client.getChecks()).checks).toMatchObject([{ name: "Weekly" }]);
    expect(await client.getIntegrations()).toEqual({ channels: [] });
  });

  test("pings, and reads its pings and flips", async () => {
    const client = await api();
    const uuid = idOf(await client.createCheck({ name: "Nightly" }));
    const ping = new hc.HealthChecksPingClient({ uuid, baseUrl: `${app}/ping`, returnResponse: true });
    expect(await ping.start()).toBe("OK");
    expect(await ping.success("all is well")).toBe("OK");
    expect(await ping.fail("no space left")).toBe("OK");
    expect((await client.listPings(uuid)).pings).toMatchObject([
      { n: 3, type: "fail", method: "POST" },
      { n: 2, type: "success", method: "POST", duration: expect.any(Number) },
      { n: 1, type: "start", method: "GET" },
    ]);
    expect((await client.listFlips(uuid)).flips).toMatchObject([{ up: 0 }, { up: 1 }]);
    expect((await client.listFlips(uuid, { seconds: 60 })).flips).toHaveLength(2);
    expect(await client.getCheck(uuid)).toMatchObject({ status: "down", n_pings: 3 });
  });

  test("ten checks fit into the 10,000 bytes that it reads", async () => {
    const client = await api();
    for (let n = 1; n <= 10; n++) await client.createCheck({ name: `Job ${n}` });
    expect((await client.getChecks()).checks).toHaveLength(10);
  });

  test("a wrong key is refused in words", async () => {
    const client = new hc.HealthChecksApiClient({ apiKey: "x".repeat(32), baseUrl: app });
    await expect(client.getChecks()).rejects.toMatchObject({ statusCode: 401 });
  });
});

test("npm healthchecks.io pings at once, and then on its own", async () => {
  const job = await Setting.make();
  const running = healthcheck(job.url, 30);
  try {
    await expect.poll(() => job.types(), { timeout: 10_000 }).toEqual(["success"]);
  } finally {
    running?.stop();
  }
});

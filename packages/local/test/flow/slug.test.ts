import type { HeartbeatDetail, Overview } from "@nightbell/shared/views/views";
import { describe, expect, inject, test } from "vitest";
import { json, Person, post, query, setDatabase } from "../rig/person.ts";
import { Program } from "../rig/program.ts";

/** Pings by name, and heartbeats that a ping creates: spec "heartbeats" §1. */

const rig = inject("rig");

async function team() {
  const owner = await new Person(rig, "Sol").signUp();
  await owner.wait(0);
  const { key } = await owner.api<{ key: string }>("/ping-keys", post({}));
  const ping = async (path: string, init?: RequestInit): Promise<[number, string]> => {
    const answer = await fetch(`${rig.app}/ping/${key}/${path}`, { redirect: "manual", ...init });
    return [answer.status, await answer.text()];
  };
  return { owner, key, ping, program: await Program.of(owner) };
}
const overview = (person: Person): Promise<Overview> => person.api<Overview>("/overview");
const names = async (person: Person): Promise<string[]> => (await overview(person)).heartbeats.map(({ slug }) => slug);

describe("a ping by name", () => {
  test("counts in every form", async () => {
    const { ping, program } = await team();
    const { uuid } = await program.create({ name: "Nightly", slug: "nightly" });
    for (const form of ["nightly/start", "nightly/log", "nightly", "nightly/3"])
      expect(await ping(form)).toEqual([200, "OK"]);
    expect((await program.pings(uuid)).map(({ type }) => type)).toEqual(["start", "log", "success", "fail"]);
  });

  test("is refused when the name is unknown, wrong or not unique", async () => {
    const { ping, program } = await team();
    for (const name of ["one", "two"]) await program.create({ name, slug: "twin" });
    expect(await ping("twin")).toEqual([409, "ambiguous slug"]);
    expect(await ping("twin?create=1")).toEqual([409, "ambiguous slug"]);
    expect(await ping("nobody")).toEqual([404, "not found"]);
    expect(await ping("Twin")).toEqual([400, "invalid url format"]);
    expect(await ping("twin/start/")).toEqual([404, "not found"]);
  });

  test("needs a key of that team, and stops with it", async () => {
    const { owner, key, ping, program } = await team();
    await program.create({ name: "Nightly", slug: "nightly" });
    expect(await ping("nightly")).toEqual([200, "OK"]);
    const stranger = await team();
    expect(await stranger.ping("nightly")).toEqual([404, "not found"]);
    const { keys } = await owner.api<{ keys: { id: string; key: string }[] }>("/ping-keys");
    const { id } = keys.find((other) => other.key === key) ?? { id: "" };
    await json(owner.fetch(`/api/teams/${owner.team}/ping-keys/${id}`, { method: "DELETE" }));
    expect(await ping("nightly")).toEqual([404, "not found"]);
  });
});

describe("create=1", () => {
  test("creates the heartbeat once, as a daily one, and the dashboard shows it at once", async () => {
    const { owner, ping, program } = await team();
    expect(await ping("new-job?create=1")).toEqual([201, "Created"]);
    expect(await ping("new-job?create=1")).toEqual([200, "OK"]);
    expect(await ping("new-job")).toEqual([200, "OK"]);
    const [heartbeat] = (await overview(owner)).heartbeats;
    expect(heartbeat).toMatchObject({ name: "new-job", slug: "new-job", status: "up", pings: 3, graceSeconds: 3_600 });
    const detail = await owner.api<HeartbeatDetail>(`/heartbeats/${heartbeat?.id}`);
    expect(detail.schedule).toEqual({ kind: "period", seconds: 86_400 });
    const { checks } = await json<{ checks: object[] }>(program.fetch("GET", "/checks/?slug=new-job"));
    expect(checks).toMatchObject([{ name: "new-job", slug: "new-job", status: "up", n_pings: 3, timeout: 86_400 }]);
  });

  test("answers 201 whatever the action, also to a fail and to a start", async () => {
    const { owner, ping } = await team();
    expect(await ping("broken/fail?create=1", { method: "POST", body: "no space left" })).toEqual([201, "Created"]);
    expect(await ping("running/start?create=1")).toEqual([201, "Created"]);
    const { heartbeats } = await overview(owner);
    expect(heartbeats.find(({ slug }) => slug === "broken")).toMatchObject({ status: "down" });
    expect(heartbeats.find(({ slug }) => slug === "running")).toMatchObject({ status: "new", running: true });
  });

  test("creates one heartbeat from many pings at once", async () => {
    const { owner, ping } = await team();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ping("rush?create=1")));
    expect(answers.map(([status]) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(await names(owner)).toEqual(["rush"]);
  });

  test.each(["x?create=true", "x?create=0", "x?create", "x?create=1&rid=junk", "X?create=1", "x/256?create=1"])(
    "%s creates nothing",
    async (form) => {
      const { owner, ping } = await team();
      expect((await ping(form))[0]).toBeGreaterThanOrEqual(400);
      expect(await names(owner)).toEqual([]);
    },
  );

  test("works while Postgres is down, and what it made is kept when Postgres is back", async () => {
    const { owner, ping, program } = await team();
    await setDatabase(rig, false);
    try {
      expect(await ping("dark-job?create=1")).toEqual([201, "Created"]);
      expect(await ping("dark-job/fail")).toEqual([200, "OK"]);
      expect((await overview(owner)).heartbeats).toMatchObject([{ slug: "dark-job", status: "down", pings: 2 }]);
    } finally {
      await setDatabase(rig, true);
    }
    const recorded = () =>
      query<{ slug: string }>(rig, "select slug from heartbeat where team_id = $1 order by slug", [owner.team]);
    await expect.poll(recorded, { timeout: 90_000, interval: 500 }).toEqual([{ slug: "dark-job" }]);

    // The next change hands the whole configuration over anew: what the ping made must be in it.
    await program.create({ name: "second", slug: "second" });
    expect((await names(owner)).toSorted()).toEqual(["dark-job", "second"]);
    const [made] = (await overview(owner)).heartbeats.filter(({ slug }) => slug === "dark-job");
    expect(made).toMatchObject({ status: "down", pings: 2 });
    const renamed = post({ name: "Dark job" }, "PATCH");
    expect((await owner.fetch(`/api/teams/${owner.team}/heartbeats/${made?.id}`, renamed)).status).toBe(204);
    expect((await overview(owner)).heartbeats.map(({ name }) => name)).toContain("Dark job");
  });
});

import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { newRoute } from "@nightbell/shared/ids";
import { randomBytes, teamObject } from "../../src/context.ts";
import { directoryShard } from "../../src/directory/shard.ts";
import { sweep } from "../../src/directory/sweep.ts";
import { Browser, ownerQuery, setDatabase, signUp } from "./client.ts";
import { HEARTBEAT, POLICY } from "./matrix.ts";
import { joinAs } from "./people.ts";

const errorOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as { error?: { code: string; message: string } }),
});

describe("while Postgres is down", () => {
  afterEach(async () => await setDatabase(true));

  it("a signed-in person still sees their teams and incidents, and acks", async () => {
    const ana = await signUp("Ana");
    await setDatabase(false);
    expect((await ana.browser.me()).teams).toMatchObject([{ id: ana.team, name: "Ana's team" }]);
    expect((await ana.browser.send(`${ana.base}/overview`)).status).toBe(200);
    expect((await ana.browser.send(`${ana.base}/incidents/inc_1`)).status).toBe(200);
    const ack = await ana.browser.send(`${ana.base}/incidents/inc_1/ack`, { method: "POST" });
    expect(await ack.json()).toEqual({ text: "ack" });
  });

  it("everything of on-call is read, by people and by calendars, and nothing changed", async () => {
    const ana = await signUp("Ana");
    const made = await ana.browser.send(`${ana.base}/feeds`, { body: { whose: "all" } });
    const { url } = (await made.json()) as { url: string };
    await setDatabase(false);
    for (const path of ["on-call", "on-call/chain", "policies", "coverage"])
      expect([path, (await ana.browser.send(`${ana.base}/${path}`)).status]).toEqual([path, 200]);
    expect((await new Browser().send(url)).status).toBe(200);
    expect((await ana.browser.send(`${ana.base}/policies`, { body: POLICY })).status).toBe(503);
  });

  it("writes answer 503 with a sentence, and nothing is changed", async () => {
    const ana = await signUp("Ana");
    await setDatabase(false);
    const answer = await errorOf(await ana.browser.send(`${ana.base}/heartbeats`, { body: HEARTBEAT }));
    expect(answer).toMatchObject({ status: 503, error: { code: "unavailable" } });
    expect(answer.error?.message).toMatch(/Paging is not affected/);
    await setDatabase(true);
    expect(await ownerQuery("select 1 from heartbeat where team_id = $1", [ana.team])).toEqual([]);
  });

  it("another team stays foreign, a forged cookie opens nothing, and strangers stay out", async () => {
    const ana = await signUp("Ana");
    const eve = await signUp("Eve");
    await setDatabase(false);
    expect((await eve.browser.send(`${ana.base}/overview`)).status).toBe(404);
    eve.browser.tamper("nightbell.session_data", (value) => `${value.slice(0, -4)}AAAA`);
    expect((await eve.browser.send(`${eve.base}/overview`)).status).toBe(503);
    eve.browser.forget("nightbell.session_token");
    expect((await eve.browser.send(`${eve.base}/overview`)).status).toBe(401);
  });

  it("a person who was removed before is refused by the object's own roster", async () => {
    const ana = await signUp("Ana");
    const kim = await joinAs(ana, "responder");
    const { user } = await kim.me();
    expect((await ana.browser.send(`${ana.base}/members/${user.id}`, { method: "DELETE" })).status).toBe(204);
    await setDatabase(false);
    expect((await kim.send(`${ana.base}/overview`)).status).toBe(404);
  });

  it("sign-in says that it is us", async () => {
    const ana = await signUp("Ana");
    await setDatabase(false);
    const body = { email: ana.email, password: "whatever it was" };
    expect(await errorOf(await ana.browser.send("/api/auth/sign-in/email", { body }))).toMatchObject({
      status: 503,
      error: { code: "unavailable" },
    });
  });
});

describe("the sweeper", () => {
  const pulsed = (route: string) =>
    runInDurableObject(env.TEAM.getByName(route), (_, state) => state.storage.kv.get("pulsed"));

  it("pulses every listed team although one is broken and Postgres is down", async () => {
    const routes = Array.from({ length: 5 }, () => newRoute(randomBytes(6)));
    for (const route of routes) await directoryShard(env, route).add(route);
    const [broken = "", gone = "", ...healthy] = routes;
    await runInDurableObject(env.TEAM.getByName(broken), (_, state) => state.storage.kv.put("broken", true));
    await directoryShard(env, gone).remove(gone);
    await setDatabase(false);
    await sweep(env);
    await setDatabase(true);
    for (const route of healthy) expect(await pulsed(route)).toBe(true);
    expect(await pulsed(gone)).toBeUndefined();
    expect(await pulsed(broken)).toBeUndefined();
  });

  it("lists a team from the moment it is made", async () => {
    const ana = await signUp("Ana");
    const [row] = await ownerQuery("select route from team where id = $1", [ana.team]);
    const route = String(row?.["route"]);
    expect(await directoryShard(env, route).all()).toContain(route);
    await teamObject(env, route).pulse();
  });
});

import type { GuardList } from "@nightbell/shared/views/views";
import { beforeAll, describe, expect, it } from "vitest";
import { openDb } from "../../src/db/client.ts";
import { loadTeamConfig } from "../../src/db/team-config.ts";
import { testBindings } from "./bindings.ts";
import { ownerQuery, signUp } from "./client.ts";
import { GUARD } from "./matrix.ts";

/** Guards as a person sets them; what they decide is the Team object's, and tested there. */

let ana: Awaited<ReturnType<typeof signUp>>;
beforeAll(async () => void (ana = await signUp("Ana")));

const send = (path: string, body?: unknown, method?: string) =>
  ana.browser.send(`${ana.base}/guards${path}`, {
    ...(body === undefined ? {} : { body }),
    ...(method ? { method } : {}),
  });
const config = async () => (await loadTeamConfig(openDb(testBindings), ana.team)).guards;

describe("a guard", () => {
  it("is made with defaults, an address of the team, and a slug from its name; then changed and deleted", async () => {
    const requires = [{ kind: "heartbeat", id: "hb_1", maxAgeSeconds: null }];
    const made = await send("", { ...GUARD, requires });
    expect(made.status).toBe(201);
    const { id, url } = (await made.json()) as { id: string; url: string };
    const [settings] = await config();
    expect(settings).toMatchObject({
      id,
      name: "Prune backups",
      slug: "prune-backups",
      quietSeconds: 60,
      ttlSeconds: 3_600,
    });
    expect(settings).toMatchObject({ requires, rules: [], createdAt: expect.any(Number) });
    expect(url.endsWith(`/guard/${settings?.guardId}`)).toBe(true);

    const rules = [{ kind: "ratio", numerator: "deleted", denominator: "total", maxPercent: 5 }];
    expect((await send(`/${id}`, { rules }, "PATCH")).status).toBe(204);
    expect(await config()).toMatchObject([{ guardId: settings?.guardId, rules, requires, slug: "prune-backups" }]);
    const listed = (await (await send("")).json()) as GuardList;
    expect(listed.guards).toMatchObject([{ id }]);

    expect((await send(`/${id}`, undefined, "DELETE")).status).toBe(204);
    expect(await config()).toEqual([]);
    const said = await ownerQuery(
      "select action, data from audit_log where team_id = $1 and subject = $2 order by id",
      [ana.team, id],
    );
    expect(said.map((row) => row["action"])).toEqual(["guard.create", "guard.update", "guard.delete"]);
    expect(JSON.stringify(said)).not.toContain(settings?.guardId);
  });

  it.each([
    [{ ...GUARD, ttlSeconds: 59 }, "ttlSeconds"],
    [{ ...GUARD, slug: "Not a slug" }, "slug"],
    [{ ...GUARD, requires: Array(2).fill({ kind: "monitor", id: "mon_1", maxAgeSeconds: null }) }, "requires"],
    [{ ...GUARD, rules: [{ kind: "fact", metric: "1", op: "<", value: 1 }] }, "rules.0.metric"],
  ])("%j is refused at its field", async (body, field) => {
    const refused = await send("", body);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ error: { field } });
  });

  it("without a word in its name is still called something", async () => {
    await send("", { name: "清理" });
    expect((await config()).map(({ slug }) => slug)).toEqual(["guard"]);
  });
});

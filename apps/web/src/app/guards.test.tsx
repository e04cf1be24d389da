import { expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { guard, guardList } from "../testing/guards.ts";
import { heartbeatDetail } from "../testing/heartbeats.ts";
import { heartbeatGuard } from "../testing/guards.ts";
import { incidentDetail } from "../testing/incidents.ts";
import { TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";

/** Guards: may a destructive job run now? */

const team = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/guards`;
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PATCH|DELETE) .*guards/.test(name));

it("says how each stands, what it counts on, and how it is asked", async () => {
  const screen = await show(page, full());
  expect(screen.text()).toContain("Leased by run");
  expect(screen.text()).toContain("drop-old-tables was held 4 times in a row");
  expect(screen.text()).toContain("nightly backup is up and fresh.");
  expect(screen.text()).toContain("checkout API is up and fresh, at most 10 minutes old.");
  const code = screen.find('[aria-label="How Prune backups is asked"]').textContent;
  expect(code).toContain(`= go ] && /opt/prune.sh`);
  expect(code).toContain(guard().url);
  expect(screen.text()).toContain("nightly-backup is late since 02:36; and 6 more");
});

it("shows a viewer no address and nothing to press", async () => {
  const screen = await show(page, { ...full(), "GET /api/me": { status: 200, body: viewer() } });
  expect(screen.text()).toContain("Leased by run");
  expect(screen.text()).not.toContain(guard().url);
  expect(document.querySelectorAll("main button, main a[href$='/edit']")).toHaveLength(0);
});

it("adds one with a condition and a rule", async () => {
  const screen = await show(`${page}/new`, {
    ...full(),
    [`POST ${team}/guards`]: { status: 201, body: { id: "grd_1", url: "https://x" } },
  });
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="Prune backups"]'), "Prune");
  await screen.click(screen.button("Add a condition"));
  await screen.click(screen.button("Add a rule"));
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="backup_bytes"]'), "dump_bytes");
  await screen.click(screen.button("Add guard"));
  expect(sent(screen)).toEqual([
    {
      name: `POST ${team}/guards`,
      body: {
        name: "Prune",
        requires: [{ kind: "heartbeat", id: "hb_backup", maxAgeSeconds: null }],
        quietSeconds: 1800,
        ttlSeconds: 3600,
        rules: [{ kind: "share_of_median", heartbeat: "hb_backup", metric: "dump_bytes", percent: 70 }],
      },
    },
  ]);
  expect(screen.path()).toBe(page);
});

it("keeps what was set when it is edited, and shows a refusal at its field", async () => {
  const refused = { status: 422, body: refusal("invalid", "rules.0.percent: at most 100 %", "rules.0.percent") };
  const screen = await show(`${page}/grd_prune/edit`, { ...full(), [`PATCH ${team}/guards/grd_prune`]: refused });
  await screen.click(screen.button("Save"));
  expect(sent(screen)).toEqual([{ name: `PATCH ${team}/guards/grd_prune`, body: guard().input }]);
  expect(screen.find(".mantine-InputWrapper-error").textContent).toBe("at most 100 %");
});

it("deletes only after asking", async () => {
  const screen = await show(page, { ...full(), [`DELETE ${team}/guards/grd_prune`]: { status: 204, body: null } });
  await screen.click(screen.button("Delete…"));
  expect(sent(screen)).toEqual([]);
  await screen.click(screen.button("Delete"));
  expect(sent(screen).map(({ name }) => name)).toEqual([`DELETE ${team}/guards/grd_prune`]);
});

it("is on the page of a heartbeat that it asks for", async () => {
  const detail = heartbeatDetail({ guards: [heartbeatGuard()] });
  const screen = await show(`/t/${TEAM}/heartbeats/hb_backup`, {
    ...full(),
    [`GET ${team}/heartbeats/hb_backup`]: { status: 200, body: detail },
  });
  expect(screen.text()).toContain("asks whether this is well");
  expect(screen.text()).toContain("Held back once");
  expect((await show(`/t/${TEAM}/heartbeats/hb_backup`, full())).text()).not.toContain("asks whether this is well");
});

it("is where an incident about it leads, and an incident says what runs meanwhile", async () => {
  const source = { kind: "guard" as const, id: "grd_prune", name: "Prune backups" };
  const running = ["prune-backups is running since 03:30"];
  const screen = await show(`/t/${TEAM}/incidents/inc_shop`, {
    ...full(),
    [`GET ${team}/guards`]: { status: 200, body: guardList() },
    [`GET ${team}/incidents/inc_shop`]: { status: 200, body: { ...incidentDetail(), source, running } },
  });
  expect(screen.find(`main a[href="${page}"]`).textContent).toBe("Prune backups");
  expect(screen.text()).toContain("prune-backups is running since 03:30");
});

import { expect, it } from "vitest";
import { empty, full } from "../testing/answers.ts";
import { pingKey } from "../testing/keys.ts";
import { TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";

/** From a pasted crontab to heartbeats and an edited crontab. */

const team = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/heartbeats/new?from=crontab`;
const CRONTAB = [
  "MAILTO=ops@example.com",
  "0 3 * * * /opt/backup.sh",
  "*/10 * * * * /opt/rotate.sh",
  "@reboot /opt/agent",
  "",
].join("\n");
const KEY = "0000abcdefyyyyyyyyyyyy";
const taken: Answers = {
  [`POST ${team}/ping-keys`]: { status: 201, body: pingKey({ id: "pk_2", key: KEY }) },
  [`POST ${team}/heartbeats/batch`]: { status: 201, body: { ids: ["hb_1", "hb_2"] } },
};

async function paste(answers: Answers): Promise<Screen> {
  const screen = await show(page, answers);
  await screen.type(screen.find<HTMLTextAreaElement>("textarea"), CRONTAB);
  await screen.settle();
  return screen;
}
const posts = (screen: Screen) => screen.calls.filter(({ name }) => name.startsWith("POST"));

it("finds the jobs with their next runs, and says why a line is left alone", async () => {
  const screen = await paste(full());
  expect(screen.text()).toContain("2 jobs found");
  expect(screen.text()).toContain("next Wed 25 Nov, 03:00");
  expect(screen.text()).toContain("This job runs when the machine starts");
  expect(posts(screen)).toEqual([]);
});

it("makes a key first where there is none, then the heartbeats, then gives the edited crontab", async () => {
  const screen = await paste({ ...empty(), ...taken });
  await screen.click(screen.button("Create 2 heartbeats"));
  expect(posts(screen).map(({ name }) => name)).toEqual([`POST ${team}/ping-keys`, `POST ${team}/heartbeats/batch`]);
  expect(posts(screen)[1]?.body).toMatchObject({ heartbeats: [{ slug: "backup" }, { slug: "rotate" }] });
  const edited = screen.find('[aria-label="Edited crontab"]').textContent ?? "";
  expect(edited).toContain(`/${KEY}/backup/$r`);
  expect(edited).toContain("@reboot /opt/agent\n");
  expect(screen.text()).toContain("crontab -e");
});

it("uses the key that is there, and only the jobs that are ticked, under their new names", async () => {
  const screen = await paste({ ...full(), ...taken });
  await screen.click(screen.find('[aria-label="Watch rotate"]'));
  const [name, slug] = document.querySelectorAll<HTMLInputElement>("li input:not([type=checkbox])");
  if (!name || !slug) throw new Error("no fields");
  await screen.type(name, "Backup of the shop");
  await screen.type(slug, "shop-backup");
  await screen.click(screen.button("Create 1 heartbeat"));
  expect(posts(screen)).toHaveLength(1);
  expect(posts(screen)[0]?.body).toMatchObject({ heartbeats: [{ name: "Backup of the shop", slug: "shop-backup" }] });
  const edited = screen.find('[aria-label="Edited crontab"]').textContent ?? "";
  expect(edited).toContain("/0000abcdefzzzzzzzzzzzz/shop-backup/$r");
  expect(edited).toContain("\n*/10 * * * * /opt/rotate.sh\n");
});

it("refuses a slug that is used already, since such pings would reach nobody", async () => {
  const screen = await paste(full());
  const slug = document.querySelectorAll<HTMLInputElement>("li input:not([type=checkbox])")[1];
  if (!slug) throw new Error("no field");
  await screen.type(slug, "rotate");
  expect(screen.text()).toContain("another heartbeat has this slug");
  expect(screen.button("Create 2 heartbeats").disabled).toBe(true);
});

it("keeps everything on the screen when it is refused", async () => {
  const refused = { status: 422, body: refusal("plan_limit", "Your plan covers 10 heartbeats.") };
  const screen = await paste({ ...full(), ...taken, [`POST ${team}/heartbeats/batch`]: refused });
  await screen.click(screen.button("Create 2 heartbeats"));
  expect(screen.text()).toContain("Your plan covers 10 heartbeats.");
  expect(screen.button("Create 2 heartbeats").disabled).toBe(false);
});

it("is not for those who look on", async () => {
  const screen = await show(page, { ...full(), "GET /api/me": { status: 200, body: viewer() } });
  expect(screen.calls.some(({ name }) => name.endsWith("/ping-keys"))).toBe(false);
  expect(screen.text()).toContain("You look on in this team.");
});

import { act } from "react";
import { expect, it, vi } from "vitest";
import { full } from "../testing/answers.ts";
import { TEAM } from "../testing/now.ts";
import { withRole } from "../testing/people.ts";
import { probe, probeList, waitingProbe } from "../testing/probes.ts";
import { type Screen, setWidth, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";

/** The team's own probes. */

const api = `/api/teams/${TEAM}/probes`;
const page = `/t/${TEAM}/probes`;
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PATCH|DELETE)/.test(name));

it.each([1280, 390])(
  "says how each is heard, and that the blind one’s monitors are not down, at %d px",
  async (width) => {
    setWidth(width);
    const screen = await show(page, full());
    expect(screen.text()).toContain("1 probe is blind: what it checks is unknown, not down.");
    expect(screen.text()).toContain("Its monitors are unknown meanwhile, not down.");
    expect(screen.text()).toContain("from nuc-1, version 1.0.0.");
    expect(screen.find(`main a[href="/t/${TEAM}/monitors/mon_shop"]`).textContent).toBe("checkout API");
  },
);

it("shows the key once with its command, and turns green when the probe asks for work", async () => {
  const created = { status: 201, body: { id: "prb_new", key: "nbp_secret" } };
  const answers: Answers = { ...full(), [`POST ${api}`]: created };
  const screen = await show(page, answers);
  await screen.click(screen.button("Register"));
  expect(screen.text()).toContain("give it a name");
  answers[`GET ${api}`] = { status: 200, body: probeList([probe(), waitingProbe()]) };
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="office network"]'), " cellar ");
  await screen.click(screen.button("Register"));
  expect(sent(screen)).toEqual([{ name: `POST ${api}`, body: { name: "cellar" } }]);
  expect(screen.find('[aria-label="How cellar is run"]').textContent).toContain(
    `NIGHTBELL_PROBE_KEY=nbp_secret \\\n  npx nightbell-probe --url ${location.origin} --allow allow`,
  );
  const listener = screen.find("[aria-live][data-state]");
  expect([listener.textContent, listener.dataset.state]).toEqual(["Waiting for it to ask for work…", "waiting"]);
  const heard = waitingProbe({ state: "sighted", hostname: "nuc-2", sentence: "Heard just now." });
  answers[`GET ${api}`] = { status: 200, body: probeList([probe(), heard]) };
  await act(async () => void vi.advanceTimersByTime(2_000));
  await screen.settle();
  expect([listener.textContent, listener.dataset.state]).toEqual([
    "It asked for work from nuc-2. Heard just now.",
    "fresh",
  ]);
  await screen.click(screen.button("I have kept the key"));
  expect(screen.text()).not.toContain("nbp_secret");
});

it("renames one", async () => {
  const screen = await show(page, { ...full(), [`PATCH ${api}/prb_office`]: { status: 204, body: null } });
  await screen.click(screen.button("Rename"));
  await screen.type(screen.find<HTMLInputElement>('input[aria-label="New name of office network"]'), "office");
  await screen.click(screen.button("Save"));
  expect(sent(screen)).toEqual([{ name: `PATCH ${api}/prb_office`, body: { name: "office" } }]);
});

it("retires only after asking, and says why it may not", async () => {
  const refused = { status: 409, body: refusal("conflict", "It still checks checkout API. Move or delete it first.") };
  const screen = await show(page, { ...full(), [`DELETE ${api}/prb_office`]: refused });
  await screen.click(screen.button("Retire…"));
  expect(sent(screen)).toEqual([]);
  await screen.click(screen.button("Retire"));
  await screen.settle();
  expect(screen.text()).toContain("It still checks checkout API.");
  expect(screen.text()).toContain("office network");
});

it.each(["responder", "viewer"] as const)("gives a %s nothing to press", async (role) => {
  const screen = await show(page, { ...full(), "GET /api/me": { status: 200, body: withRole(role) } });
  expect(document.querySelectorAll("main button")).toHaveLength(0);
  expect(screen.text()).toContain("Owners and admins add probes.");
});

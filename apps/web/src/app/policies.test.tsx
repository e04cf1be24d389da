import { describe, expect, it } from "vitest";
import { empty, full, teamAnswers } from "../testing/answers.ts";
import { axeFaults } from "../testing/axe.ts";
import { room } from "../testing/keys.ts";
import { TEAM } from "../testing/now.ts";
import { withRole } from "../testing/people.ts";
import { chain, weekdays } from "../testing/policies.ts";
import { type Screen, setWidth, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { choose, field, labels } from "./monitor-form.testing.ts";

/** Escalation policies: as sentences, and their editor. */

const api = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/policies`;
const rota = { settings: { id: "sch_week", name: "Weekdays" } };
const answers = (over: Answers = {}): Answers => ({
  ...full(),
  [`GET ${api}/on-call`]: { status: 200, body: { rotas: [rota] } },
  [`GET ${api}/channels`]: { status: 200, body: { channels: [room()] } },
  ...over,
});
const sent = (screen: Screen) => screen.calls.filter(({ name }) => /^(POST|PATCH|PUT|DELETE)/.test(name));
const titles = (): (string | null)[] => [...document.querySelectorAll("h2")].map(({ textContent }) => textContent);
const words = (screen: Screen): (string | null)[] =>
  [...screen.find('ol[aria-label="In words"]').children].map(({ textContent }) => textContent);
const named = (screen: Screen, label: string) => screen.find<HTMLButtonElement>(`[aria-label="${label}"]`);
const buttons = (word: string): HTMLButtonElement[] =>
  [...document.querySelectorAll("button")].filter(({ textContent }) => textContent === word);
const errors = (): (string | null)[] =>
  [...document.querySelectorAll(".mantine-InputWrapper-error")].map(({ textContent }) => textContent);

describe("the list", () => {
  it.each([1280, 390])("reads as sentences, the default ladder first, at %d px", async (width) => {
    setWidth(width);
    const screen = await show(page, answers());
    expect(titles()).toEqual(["Default ladder", "Weekdays first", "Nights"]);
    expect(screen.text()).toContain(
      "First Ana Gruber (on call) and Ben Okafor: push and SMS at once, a call after 2 and 3 min; for 5 min.",
    );
    expect(screen.text()).toContain("Whatever names no policy of its own pages by it. Pages by it: checkout API.");
    await screen.unfold(document.querySelector("details"));
    expect(screen.text()).toContain("Push to Ana Gruber and Ben Okafor; SMS to Ana Gruber.");
    expect(await axeFaults()).toEqual([]);
  });

  it("has the default ladder on the first day, is never blank, and says what went wrong", async () => {
    expect((await show(page, empty())).text()).toContain("the team’s policy");
    expect((await show(page, teamAnswers("pending"))).find('[aria-label="Loading"]')).toBeTruthy();
    const down = await show(page, teamAnswers({ status: 503, body: refusal("unavailable", "Our record is away.") }));
    expect(down.text()).toContain("Our record is away.");
    expect(down.button("Try again")).toBeTruthy();
  });

  it("makes another the team’s, and the default ladder too", async () => {
    const done = { status: 200, body: { defaultPolicy: null } };
    const screen = await show(page, answers({ [`PUT ${api}/escalation`]: done }));
    for (const button of buttons("Make it the team’s")) await screen.click(button);
    expect(sent(screen).map(({ body }) => body)).toEqual([{ defaultPolicy: null }, { defaultPolicy: "pol_nights" }]);
  });

  it("deletes only after saying what pages then", async () => {
    const screen = await show(page, answers({ [`DELETE ${api}/policies/pol_weekdays`]: { status: 204, body: null } }));
    await screen.click(screen.button("Delete…"));
    expect(screen.text()).toContain("It is the team’s. The default ladder takes its place.");
    expect(sent(screen)).toEqual([]);
    await screen.click(screen.button("Delete"));
    expect(sent(screen).map(({ name }) => name)).toEqual([`DELETE ${api}/policies/pol_weekdays`]);
  });

  it("shows a responder nothing to change", async () => {
    const me = { status: 200, body: withRole("responder") };
    const screen = await show(page, answers({ "GET /api/me": me }));
    expect(screen.text()).toContain("Weekdays first");
    expect(document.querySelectorAll("main button, main a[href*='/policies/']")).toHaveLength(0);
    expect((await show(`${page}/new`, answers({ "GET /api/me": me }))).text()).toContain("Owners and admins add");
  });
});

describe("the editor", () => {
  it("adds a policy, and reads back what is typed", async () => {
    const screen = await show(`${page}/new`, answers({ [`POST ${api}/policies`]: { status: 201, body: { id: "p" } } }));
    expect(words(screen)[0]).toBe(
      "First whoever is on call in Weekdays: push and SMS at once, a call after 2 and 3 min; for 5 min.",
    );
    await screen.type(field("Name"), "Nights");
    await screen.click(screen.button("Add a step"));
    await screen.click(screen.button("Add policy"));
    expect(errors()).toEqual(["ask somebody"]);
    const [, ben] = labels("Ben Okafor");
    const [, ops] = labels("#ops");
    if (!ben || !ops) throw new Error("no second step");
    await screen.click(ben);
    await screen.click(ops);
    await screen.type(field("Go through the steps again"), "2");
    expect(words(screen)).toEqual([
      "First whoever is on call in Weekdays: push and SMS at once, a call after 2 and 3 min; for 5 min.",
      "Then Ben Okafor: push and SMS at once, a call after 2 and 3 min; a post to #ops; for 5 min.",
      "All of this 2 more times.",
      "Then everyone, every 5 min, until someone answers.",
    ]);
    expect(await axeFaults()).toEqual([]);
    await screen.click(screen.button("Add policy"));
    expect(sent(screen)).toEqual([
      {
        name: `POST ${api}/policies`,
        body: {
          name: "Nights",
          steps: [
            { targets: [{ kind: "rota", rota: "sch_week" }], plan: null, waitSeconds: 300 },
            {
              targets: [
                { kind: "member", user: "usr_ben" },
                { kind: "channel", channel: "chn_ops" },
              ],
              plan: null,
              waitSeconds: 300,
            },
          ],
          repeats: 2,
        },
      },
    ]);
    expect(screen.path()).toBe(page);
  });

  it("refuses at its field a way that never comes, until the step waits longer", async () => {
    const saved = { status: 200, body: { id: "pol_nights" } };
    const screen = await show(`${page}/new`, answers({ [`POST ${api}/policies`]: saved }));
    await screen.type(field("Name"), "Nights");
    await screen.click(screen.find('input[type="radio"][value="own"]'));
    await screen.type(field("Then it moves on after"), "3");
    await screen.click(screen.button("Add policy"));
    expect(errors()).toEqual(["never happens: the step moves on after 180 s"]);
    await screen.click(named(screen, "Remove way 4"));
    await choose(screen, "By", "sms");
    await screen.click(screen.button("Add policy"));
    expect(sent(screen)[0]?.body).toMatchObject({
      steps: [
        {
          plan: [
            { via: "push", afterSeconds: 0 },
            { via: "sms", afterSeconds: 0 },
            { via: "sms", afterSeconds: 120 },
          ],
          waitSeconds: 180,
        },
      ],
    });
  });

  it("is never blank, and says what went wrong, while it is not known whom a step can ask", async () => {
    const rotas = `GET ${api}/on-call`;
    const loading = await show(`${page}/new`, answers({ [rotas]: "pending" }));
    expect(loading.find('[aria-label="Loading"]')).toBeTruthy();
    const refused = { status: 503, body: refusal("unavailable", "Our record is away.") };
    const down = await show(`${page}/pol_weekdays`, answers({ [rotas]: refused }));
    expect(down.text()).toContain("Our record is away.");
    expect(down.button("Try again")).toBeTruthy();
  });

  it("asks everyone at first where there is no rota", async () => {
    const screen = await show(`${page}/new`, answers({ [`GET ${api}/on-call`]: { status: 200, body: { rotas: [] } } }));
    expect(words(screen)[0]).toMatch(/^First everyone: /);
  });

  it("says when a short wait leaves the usual calls out", async () => {
    const screen = await show(`${page}/new`, answers());
    await screen.type(field("Then it moves on after"), "1");
    expect(screen.text()).toContain("the step moves on before it calls anybody");
    expect(words(screen)[0]).toBe("First whoever is on call in Weekdays: push and SMS at once; for 1 min.");
  });

  it("moves steps by buttons, and the focus along", async () => {
    const screen = await show(`${page}/pol_weekdays`, answers());
    const first = words(screen)[0];
    expect(named(screen, "Move step 1 up").disabled).toBe(true);
    await screen.click(named(screen, "Move step 1 down"));
    expect(words(screen)[1]).toBe(first?.replace("First", "Then"));
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Move step 2 up");
    await screen.click(named(screen, "Remove step 1"));
    expect(words(screen)[0]).toBe(first);
  });

  it("keeps what was set when it is edited, shows who would be called now, and a refusal at its field", async () => {
    const refused = { status: 422, body: refusal("invalid", "steps.1.waitSeconds: too long", "steps.1.waitSeconds") };
    const screen = await show(
      `${page}/pol_weekdays`,
      answers({
        [`PATCH ${api}/policies/pol_weekdays`]: refused,
        [`GET ${api}/on-call/chain`]: {
          status: 200,
          body: chain({ lines: [{ afterSeconds: 0, kind: "gap", who: [] }] }),
        },
      }),
    );
    expect(screen.text()).toContain("Nobody is on call: what comes next comes at once.");
    await screen.click(screen.button("Save"));
    const { id: _, ...stored } = weekdays();
    expect(sent(screen)[0]?.body).toEqual(stored);
    expect(errors()).toEqual(["too long"]);
  });

  it("shows who is gone, to be taken out; and says so when there is no such policy", async () => {
    const gone = { status: 200, body: { members: [] } };
    await show(`${page}/pol_weekdays`, answers({ [`GET ${api}/members`]: gone }));
    expect(labels("somebody who is gone")).toHaveLength(1);
    expect((await show(`${page}/pol_x`, answers())).text()).toContain("There is no such policy");
  });
});

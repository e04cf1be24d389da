import { describe, expect, it } from "vitest";
import { TEAM } from "../testing/now.ts";
import { empty, full, teamAnswers } from "../testing/answers.ts";
import { show } from "../testing/screen.tsx";
import { refusal } from "../testing/server.ts";

const at = (rest: string): string => `/t/${TEAM}${rest}`;
const DOWN = "Our record cannot be reached. Paging is not affected.";

/** Every screen of a team: what it says when all is there, and on the first day. */
const SCREENS = [
  { path: "", title: "Overview", full: "Everything is fine.", empty: "Verify a phone" },
  { path: "/heartbeats", title: "Heartbeats", full: "rotate logs", empty: "Every day at" },
  { path: "/heartbeats/hb_backup", title: "nightly backup", full: "failed, exit 2", empty: "Waiting for a ping…" },
  {
    path: "/heartbeats/hb_backup/edit",
    title: "Edit nightly backup",
    full: "Next five times",
    empty: "Next five times",
  },
  { path: "/integrations", title: "Integrations", full: "status board", empty: "Create a ping key" },
  { path: "/monitors", title: "Monitors", full: "checkout API", empty: "Expected status" },
  { path: "/monitors/mon_shop", title: "checkout API", full: "Why it is down", empty: "First results in 9 s." },
  { path: "/monitors/mon_shop/edit", title: "Edit checkout API", full: "Expected status", empty: "Expected status" },
  { path: "/maintenance", title: "Maintenance", full: "is running until", empty: "Nothing is in maintenance" },
  {
    path: "/maintenance/mnt_weekly/edit",
    title: "Edit database upgrade",
    full: "Every week",
    empty: "There is no such window",
  },
  { path: "/probes", title: "Probes", full: "office network", empty: "There is none yet." },
  { path: "/guards", title: "Guards", full: "Held back since", empty: "There is none yet." },
  {
    path: "/incidents",
    title: "Incidents",
    full: "One is open, and nobody has it.",
    empty: "There has been no incident yet.",
  },
  {
    path: "/incidents/inc_shop",
    title: "checkout API is down",
    full: "SMS failed: the number is not reachable",
    empty: "Paging now",
  },
  { path: "/on-call", title: "On-call", full: "Ana Gruber, until 30 Nov 09:00", empty: "Add a second person" },
  {
    path: "/on-call/rota/sch_week",
    title: "Edit Primary",
    full: "Hand-over every week on Mondays at 09:00 Vienna.",
    empty: "There is no such rota",
  },
  { path: "/contacts", title: "How we reach you", full: "not delivering", empty: "We can only e-mail you." },
  { path: "/members", title: "People", full: "cleo@example.com", empty: "Add a second person" },
];

describe.each(SCREENS)("$path", (screen) => {
  it("shows everything", async () => {
    const { text, find } = await show(at(screen.path), full());
    expect(find("h1").textContent).toContain(screen.path === "" ? screen.full : screen.title);
    expect(text()).toContain(screen.full);
    expect(document.title).toContain(screen.title);
  });

  it("has something to do on the first day", async () => {
    const { text } = await show(at(screen.path), empty());
    expect(text()).toContain(screen.empty);
  });

  it("is never blank while loading", async () => {
    const { find } = await show(at(screen.path), teamAnswers("pending"));
    expect(find("h1").textContent).not.toBe("");
    expect(find('[aria-label="Loading"]')).toBeTruthy();
  });

  it("says what went wrong, and offers to try again", async () => {
    const { text, button } = await show(
      at(screen.path),
      teamAnswers({ status: 503, body: refusal("unavailable", DOWN) }),
    );
    expect(text()).toContain(DOWN);
    expect(button("Try again")).toBeTruthy();
  });
});

describe("screens without a request of their own", () => {
  it.each([
    ["/heartbeats/new", "Add a heartbeat"],
    ["/heartbeats/new?from=crontab", "A user stands before each command"],
    ["/monitors/new", "Add a monitor"],
    ["/maintenance/new", "Plan it"],
    ["/on-call/rota/new", "Hand-over every"],
    ["/settings", "Times"],
    ["/more", "Sign out"],
  ])("%s", async (path, word) => {
    const { text, find } = await show(at(path), full());
    expect(find("h1").textContent).not.toBe("");
    expect(text().toLowerCase()).toContain(word.toLowerCase());
  });

  it.each([
    ["/", "No failure stays silent."],
    ["/sign-in", "Mail me a link"],
    ["/sign-up", "at least 10 characters"],
    ["/magic?error=EXPIRED_TOKEN", "This link is too old."],
    ["/new-password", "This link does not work"],
    ["/invite/inv_1", "Sign up and join"],
  ])("%s, signed out", async (path, word) => {
    const { text } = await show(path, {
      "GET /api/me": { status: 401, body: refusal("unauthenticated", "Sign in first.") },
    });
    expect(text()).toContain(word);
  });
});

describe("getting in", () => {
  it("sends who is not signed in to sign in, and remembers where they wanted to go", async () => {
    const { path } = await show(at("/incidents/inc_shop"), {
      ...full(),
      "GET /api/me": { status: 401, body: refusal("unauthenticated", "Sign in first.") },
    });
    expect(path()).toBe("/sign-in?next=%2Ft%2Fteam_1%2Fincidents%2Finc_shop");
  });

  it("leads /t to the person's team", async () => {
    const { path } = await show("/t", full());
    expect(path()).toBe("/t/team_1");
  });

  it("shows nothing of a team that is not theirs", async () => {
    const { text } = await show("/t/team_2/incidents", {
      ...full(),
      "GET /api/teams/team_2/overview": { status: 404, body: {} },
    });
    expect(text()).toContain("There is nothing at this address");
  });
});

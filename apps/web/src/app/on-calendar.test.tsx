import { expect, it } from "vitest";
import { full } from "../testing/answers.ts";
import { TEAM } from "../testing/now.ts";
import { show } from "../testing/screen.tsx";
import type { Answers } from "../testing/server.ts";
import { heartbeatDetail } from "../testing/heartbeats.ts";

/** A heartbeat whose schedule is OnCalendar lines: its page and its editor. */

const team = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/heartbeats/hb_backup`;
const schedule = { kind: "oncalendar", expression: "Mon 09:00 Europe/Riga\nFri 18:00", zone: "Europe/Vienna" } as const;
const answers = (upcoming = heartbeatDetail().upcoming): Answers => ({
  ...full(),
  [`GET ${team}/heartbeats/hb_backup`]: { status: 200, body: heartbeatDetail({ schedule, upcoming }) },
  [`POST ${team}/heartbeats/preview`]: { status: 200, body: { upcoming } },
  [`PATCH ${team}/heartbeats/hb_backup`]: { status: 204, body: null },
});

it("says the schedule in words, and gives its timer", async () => {
  const { text } = await show(page, answers());
  expect(text()).toContain(
    "A ping is expected at Mon 09:00 Europe/Riga and at Fri 18:00 (OnCalendar, in Vienna unless a line names its zone); we wait",
  );
  expect(text()).toContain("Next five times");
});

it("edits all lines in one field, previews them and sends them as OnCalendar", async () => {
  const screen = await show(`${page}/edit`, answers());
  const field = screen.find<HTMLTextAreaElement>(`textarea[spellcheck="false"]`);
  expect(field.value).toBe(schedule.expression);
  expect(screen.text()).toContain("Cron or OnCalendar");
  expect(screen.calls).toContainEqual({ name: `POST ${team}/heartbeats/preview`, body: { schedule } });
  await screen.type(field, "Mon..Fri 03:00\nSun 12:00 UTC");
  await screen.click(screen.button("Save"));
  const sent = screen.calls.find(({ name }) => name.startsWith("PATCH"));
  expect(sent?.body).toMatchObject({ schedule: { ...schedule, expression: "Mon..Fri 03:00\nSun 12:00 UTC" } });
});

it("sends five fields on one line as cron", async () => {
  const screen = await show(`${page}/edit`, answers());
  await screen.type(screen.find<HTMLTextAreaElement>(`textarea[spellcheck="false"]`), "*/5 * * * *");
  await screen.click(screen.button("Save"));
  const sent = screen.calls.find(({ name }) => name.startsWith("PATCH"));
  expect(sent?.body).toMatchObject({ schedule: { kind: "cron", expression: "*/5 * * * *", zone: "Europe/Vienna" } });
});

it("says that a schedule ends, and that it has ended", async () => {
  expect((await show(`${page}/edit`, answers(["2026-11-25T02:00:00Z"]))).text()).toContain(
    "Last times of this schedule",
  );
  expect((await show(`${page}/edit`, answers([]))).text()).toContain("This schedule has ended");
});

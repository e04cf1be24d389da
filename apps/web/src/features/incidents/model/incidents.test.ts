import { expect, it } from "vitest";
import { ana } from "../../../testing/now.ts";
import { ackedIncident, incident, incidentDetail, post, send } from "../../../testing/incidents.ts";
import { incidentMark } from "../../../ui/mark.ts";
import { linesOf, named, sendTone, sendWords } from "./sends.ts";
import { incidentsSentence, sortIncidents, standOf } from "./stand.ts";
import { filterTimeline } from "./timeline.ts";

const resolved = incident({ id: "inc_r", state: "resolved", paging: "closed" });

it("knows how an incident stands for the reader", () => {
  expect(standOf(incident(), "usr_ana")).toBe("nobody");
  expect(standOf(ackedIncident(), "usr_ana")).toBe("theirs");
  expect(standOf(ackedIncident(), "usr_ana", [ana])).toBe("joined");
  expect(standOf(ackedIncident(), "usr_ben", [ana])).toBe("mine");
  expect(standOf(incident({ paging: "snoozed" }), "usr_ana")).toBe("snoozed");
  expect(standOf(resolved, "usr_ana")).toBe("over");
});

it("puts first what nobody has", () => {
  const order = sortIncidents([resolved, ackedIncident(), incident({ id: "inc_n" })]).map(({ paging }) => paging);
  expect(order).toEqual(["firing", "acked", "closed"]);
});

it("says in one sentence what is open", () => {
  expect(incidentsSentence([resolved])).toBe("Nothing is open.");
  expect(incidentsSentence([incident(), ackedIncident()])).toBe("2 are open, 1 of them with nobody on it.");
  expect(incidentsSentence([ackedIncident()])).toBe("One is open, and somebody has it.");
});

it("groups sends by person and counts calls", () => {
  const [ana, ben] = linesOf(incidentDetail().steps[0]?.sends ?? []);
  expect(named(ana?.sends ?? []).map(({ name }) => name)).toEqual(["push", "SMS", "call", "2nd call"]);
  expect(ben?.to).toBe("Ben Okafor");
});

it("keeps a line for each room and for the backup, who are no members", () => {
  const lines = linesOf([send(), post(), post({ id: "a" }), send({ id: "b", person: null, to: "Carl", via: "sms" })]);
  expect(lines.map(({ to, sends }) => [to, sends.length])).toEqual([
    ["Ana Gruber", 1],
    ["#ops", 2],
    ["Carl", 1],
  ]);
});

it("says of a room that it was posted, or that it was not", () => {
  expect(sendWords(post({ state: "with the carrier" }), "post")).toBe("posted");
  expect(sendTone(post({ state: "with the carrier" }))).toBe("up");
  expect(sendWords(post({ state: "failed" }), "post")).toBe("post failed");
  expect(sendTone(post({ state: "failed" }))).toBe("down");
  expect(sendWords(send({ state: "with the carrier" }), "push")).toBe("push with the carrier");
});

it("never shows what the carrier has as delivered", () => {
  expect(sendTone(send({ state: "with the carrier" }))).toBe("idle");
  expect(sendTone(send({ state: "delivered" }))).toBe("up");
  expect(sendTone(send({ state: "answered, no key" }))).toBe("late");
  expect(send().state).toBe("delivered");
});

it("filters the timeline without losing its order", () => {
  const { timeline } = incidentDetail();
  expect(filterTimeline(timeline, "all")).toEqual(timeline);
  expect(filterTimeline(timeline, "people").map(({ seq }) => seq)).toEqual([6]);
  expect(filterTimeline(timeline, "pages").map(({ seq }) => seq)).toEqual([3, 4, 5]);
});

it("marks an incident by who is needed, never by colour alone", () => {
  expect(incidentMark(incident())).toEqual({ shape: "square", tone: "down", word: "paging" });
  expect(incidentMark(ackedIncident()).word).toBe("somebody has it");
});

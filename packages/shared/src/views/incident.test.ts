import { beforeEach, describe, expect, test } from "vitest";
import { BACKUP, memberNamed, MINUTELY, NIGHT, rotaOf, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { DAY, MINUTE, SECOND } from "../time.ts";
import { incidentDetailOf } from "./incident.ts";
import { incidentOf } from "../team/incident-table.ts";

/** Incidents as the API shows them: standing, steps and chips, what is next, and the story. */

const TEAM = [memberNamed("ana", ["webpush", "sms", "voice"]), memberNamed("ben", ["email", "sms", "voice"])];
let world: TeamWorld;
beforeEach(() => {
  world = new TeamWorld(
    teamOf(TEAM, { rotas: [rotaOf([{ from: NIGHT, users: ["ana"] }])], heartbeats: [BACKUP, MINUTELY] }),
    NIGHT,
  );
});

const detail = (id = "inc_000001") => {
  const opened = incidentOf(world.state, id)?.openedSeq ?? Infinity;
  return (
    incidentDetailOf(
      world.state,
      id,
      world.now,
      { factor: 1 },
      world.log.filter(({ seq }) => seq >= opened),
    ) ?? expect.fail("no such incident")
  );
};
const standing = () => [
  detail().paging,
  detail().sentence,
  detail().next?.text ?? null,
  detail().next?.at.slice(11, 19) ?? null,
];
const story = (id?: string) => detail(id).timeline.map(({ at, text }) => `${at.slice(14, 19)} ${text}`);
const chips = (step: number) =>
  detail().steps[step]?.sends.map(({ to, via, due, state }) => `${to} ${via} ${due.slice(14, 19)} ${state}`);

describe("how it stands", () => {
  test("from the first step to the end of the day", () => {
    world.fail("A");
    expect(standing()).toEqual([
      "firing",
      "nobody has it yet · everyone is called at 4:00",
      "everyone (push + SMS, then call)",
      "00:04:00",
    ]);
    world.pass(240 * SECOND);
    expect(standing()).toEqual([
      "firing",
      "nobody has it yet · everyone is being called, again at 9:00",
      "everyone again (push + SMS, then call)",
      "00:09:00",
    ]);
    world.pass(NIGHT + DAY - 1 - world.now);
    expect(standing()[2]).toBe("everyone is told that nobody answered");
    world.pass(1);
    expect(standing()[1]).toBe("nobody has it yet · everyone is asked once a day");
  });

  test("with an owner, who is asked again and loses it", () => {
    world.fail("A");
    world.pass(60 * SECOND);
    world.act("ben", { kind: "ack" }, "sms");
    expect(standing()).toEqual([
      "acked",
      "Ben has it since 01:01",
      "Ben is asked whether they are still on it",
      "00:26:00",
    ]);
    expect(detail()).toMatchObject({ owner: { id: "ben", name: "Ben" }, ackedAt: "2026-01-09T00:01:00.000Z" });
    world.pass(25 * MINUTE);
    expect(standing().slice(2)).toEqual(["everyone is paged, unless Ben is still on it", "00:31:00"]);
    world.pass(5 * MINUTE);
    expect(standing().slice(0, 2)).toEqual(["firing", "nobody has it yet · everyone is being called, again at 5:00"]);
    expect(detail().owner).toBeNull();
  });

  test("snoozed, flapping, out of reach, and over", () => {
    world.fail("A");
    world.act("ana", { kind: "snooze", seconds: 1_800 });
    expect(standing()).toEqual([
      "snoozed",
      "snoozed until 01:30",
      "the page rings again, if it is still down",
      "00:30:00",
    ]);
    world.act("ana", { kind: "ack" });
    world.pass(17 * MINUTE);
    world.recover("A");
    expect(standing()).toEqual(["closed", "resolved 01:17 after 17 min", null, null]);
    expect(detail().owner?.name).toBe("Ana");
    world.fail("A");
    for (let i = 0; i < 2; i++) again("A");
    expect(standing()).toEqual([
      "closed",
      "goes up and down · nobody is paged until it holds still",
      "people are paged, unless it comes back up",
      "01:02:00",
    ]);
    world.recover("A");
    expect(standing().slice(2)).toEqual(["it is over, if it stays up", "00:32:00"]);
    world.do({ kind: "configure", config: teamOf([memberNamed("ana", [])], { version: 2 }) });
    world.fail("B");
    expect(detail("inc_000002").sentence).toBe("nobody has it yet · nobody can be reached");
  });

  test("counts the runs that were missed", () => {
    world.ping(MINUTELY.pingId);
    world.pass(4 * MINUTE + 30 * SECOND);
    world.ping(MINUTELY.pingId);
    expect(detail().sentence).toBe("resolved 01:04 after 3 min, 3 runs missed");
    expect(detail()).toMatchObject({
      title: "minutely: no ping for 2 min",
      source: { kind: "heartbeat", id: MINUTELY.id, name: "minutely" },
    });
  });

  test("an owner that the page found after it was over is not its owner", () => {
    for (const name of ["A", "B"]) world.fail(name);
    world.recover("A");
    world.pass(MINUTE);
    world.act("ben", { kind: "ack" });
    expect(detail("inc_000001").owner).toBeNull();
    expect(detail("inc_000002").owner?.name).toBe("Ben");
  });

  test("who leaves has it no longer, and is not named", () => {
    world.fail("A");
    world.act("ben", { kind: "ack" });
    world.do({ kind: "configure", config: teamOf(TEAM.slice(0, 1), { version: 2 }) });
    expect(detail().sentence).toBe("nobody has it yet · everyone is being called, again at 5:00");
    expect(story()).toContain("00:00 Someone who left acknowledged in the dashboard");
  });
});

describe("steps", () => {
  test("show each message with its state", () => {
    world.carriers.set("ana:push", "takes");
    world.fail("A");
    expect(chips(0)).toEqual([
      "Ana webpush 00:00 scheduled",
      "Ana sms 00:00 scheduled",
      "Ana voice 02:00 scheduled",
      "Ana voice 03:00 scheduled",
    ]);
    world.carriers.set("ana:voice", "mute");
    world.pass(120 * SECOND);
    expect(chips(0)).toEqual([
      "Ana webpush 00:00 with the carrier",
      "Ana sms 00:00 delivered",
      "Ana voice 02:00 sending",
      "Ana voice 03:00 scheduled",
    ]);
    world.do({ kind: "shown", send: "snd_000001" });
    world.act("ana", { kind: "ack" }, "voice");
    expect(chips(0)).toEqual([
      "Ana webpush 00:00 opened",
      "Ana sms 00:00 delivered",
      "Ana voice 02:00 acknowledged",
      "Ana voice 03:00 cancelled",
    ]);
    expect(detail().steps).toMatchObject([{ label: "Step 1", startedAt: "2026-01-09T00:00:00.000Z" }]);
  });

  test("show the calls that a lost text pulled forward instead of the planned ones", () => {
    world.carriers.set("ana:sms", "undelivered").set("ana:voice", "undelivered");
    world.fail("A");
    world.pass(70 * SECOND);
    expect(chips(0)).toEqual([
      "Ana webpush 00:00 with the carrier",
      "Ana sms 00:00 failed",
      "Ana voice 00:00 failed",
      "Ana voice 01:00 failed",
    ]);
  });

  test("count the rounds of everyone, anew in each run, and outlive memory", () => {
    world.fail("A");
    world.pass(24 * MINUTE + 30 * SECOND);
    world.act("ana", { kind: "assign", user: "ben" });
    expect(detail().steps.map(({ label }) => label)).toEqual([
      "Step 1",
      "Everyone",
      "Everyone, round 2",
      "Everyone, round 3",
      "Everyone, round 4",
      "Everyone, round 5",
      "Step 1",
    ]);
    expect(world.state.sends["snd_000001"]).toBeUndefined();
    expect(chips(0)?.[0]).toBe("Ana webpush 00:00 with the carrier");
  });

  test("of a page that rang already begin where the incident joined", () => {
    world.fail("A");
    world.pass(100 * SECOND);
    world.fail("B");
    world.pass(60 * SECOND);
    const [joined] = detail("inc_000002").steps;
    expect(joined?.label).toBe("Joined a page");
    expect(joined?.sends.map(({ via, due, state }) => `${via} ${due.slice(14, 19)} ${state}`)).toEqual([
      "webpush 01:40 with the carrier",
      "sms 01:40 delivered",
      "voice 02:00 answered, no key",
      "voice 03:00 scheduled",
    ]);
  });
});

describe("the timeline", () => {
  test("of a night: asked, unanswered, everyone, acknowledged, over", () => {
    world.carriers.set("ana:sms", "takes").set("ben:voice", "undelivered");
    world.fail("A");
    world.pass(241 * SECOND);
    world.act("ben", { kind: "ack" }, "sms");
    world.act("ana", { kind: "ack" }, "link");
    world.act("ana", { kind: "note", text: "disk is full" });
    world.recover("A", "ran again; 4 runs missed");
    world.pass(0);
    expect(story()).toEqual([
      "00:00 Down: A: no ping in time",
      "00:00 Paging Ana",
      "00:00 Push to Ana: with the push service",
      "00:00 SMS to Ana: with the carrier",
      "01:00 No delivery receipt after 60 s: calling Ana now",
      "01:00 Call to Ana: with the carrier",
      "01:00 Call to Ana answered, no key pressed",
      "02:00 Call to Ana: with the carrier",
      "02:00 Call to Ana answered, no key pressed",
      "04:00 Nobody answered: everyone is being paged",
      "04:00 Push to Ana: with the push service",
      "04:00 E-mail to Ben: with the mail service",
      "04:00 SMS to Ana: with the carrier",
      "04:00 SMS to Ben: with the carrier",
      "04:00 SMS to Ben delivered",
      "04:01 Ben acknowledged by SMS",
      "04:01 Ana answered by link and was told: already acked by Ben",
      "04:01 Ana: disk is full",
      "04:01 Recovered: ran again; 4 runs missed",
      "04:01 Push to Ana (who has it): with the push service",
      "04:01 Push to Ana (recovered): with the push service",
      "04:01 E-mail to Ben (recovered): with the mail service",
    ]);
    expect(detail().timeline.find(({ kind }) => kind === "acked")).toMatchObject({
      who: { id: "ben", name: "Ben" },
      via: "sms",
    });
  });

  test("follows a call that is taken, with and without a key", () => {
    world.carriers.set("ana:voice", "takes");
    world.fail("A");
    world.pass(120 * SECOND);
    const call = world.sends(({ channel, claimedAt }) => channel === "voice" && claimedAt !== null)[0]?.id ?? "";
    for (const status of ["ringing", "in-progress"]) world.receipt(call, status);
    world.act("ana", { kind: "ack" }, "voice");
    world.receipt(call, "completed");
    expect(story().slice(-5)).toEqual([
      "02:00 Call to Ana: with the carrier",
      "02:00 Ana’s phone rings",
      "02:00 Ana takes the call",
      "02:00 Ana acknowledged by phone key",
      "02:00 The call to Ana is over",
    ]);
  });

  test.each<[string, () => void, string[]]>([
    [
      "refusal",
      () => void world.carriers.set("ana:sms", "refuses"),
      ["SMS to Ana failed: the number opted out", "Calling Ana now"],
    ],
    [
      "retry",
      () => void world.carriers.set("ana:sms", "fails"),
      ["SMS to Ana failed, trying again: the carrier answers 503"],
    ],
    [
      "gap",
      () => configure(2, []),
      ["Nobody is on call for this step, so the next is asked at once", "Everyone is being paged"],
    ],
    [
      "unreachable",
      () => configure(2, ["ana"], [memberNamed("ana", []), memberNamed("ben", ["sms"])]),
      ["Ana cannot be reached: no verified contact works", "Everyone is being paged"],
    ],
    ["nobody", () => configure(2, ["ana"], []), ["There is nobody in the team to page"]],
    [
      "sleepers",
      () =>
        configure(2, null, [
          memberNamed("ana"),
          memberNamed("ben", undefined, { quiet: { from: "22:00", to: "07:00" } }),
        ]),
      ["Paging Ana; Ben is asleep and follows in 2 min"],
    ],
  ])("%s", (_name, prepare, expected) => {
    prepare();
    world.fail("A");
    world.pass(0);
    const texts = detail().timeline.map(({ text }) => text);
    for (const text of expected) expect(texts).toContain(text);
  });

  test.each<[string, () => void, string]>([
    ["escalation", () => world.act("ben", { kind: "escalate" }, "sms"), "Ben called everyone"],
    ["assignment", () => world.act("ana", { kind: "assign", user: "ben" }), "Ana asked Ben to take it"],
    ["snooze", () => world.act("ana", { kind: "snooze", seconds: 90_000 }), "Ana snoozed it until Sat 01:00"],
    [
      "end of a snooze",
      () => (world.act("ana", { kind: "snooze", seconds: 60 }), world.pass(60 * SECOND)),
      "The snooze is over and it is still down",
    ],
    [
      "nudge",
      () => (world.act("ana", { kind: "ack" }), world.pass(25 * MINUTE)),
      "Ana is asked whether they are still on it",
    ],
    [
      "confirmation",
      () => (world.act("ana", { kind: "ack" }), world.act("ana", { kind: "ack" })),
      "Ana is still on it",
    ],
    [
      "lost ack",
      () => (world.act("ana", { kind: "ack" }), world.pass(30 * MINUTE)),
      "No sign of life from Ana for 30 min: nobody has it any more",
    ],
    ["second round", () => world.pass(9 * MINUTE), "Still no answer: everyone is being paged again"],
    ["join", () => world.fail("B"), "B broke too and rings with this page"],
    ["same failure", () => world.fail("A"), "Failed again: A: no ping in time"],
    ["by hand", () => world.act("ana", { kind: "resolve" }), "Ana resolved it"],
    ["reopening", () => again("A"), "Down again: A: no ping in time"],
    [
      "flapping",
      () => [1, 2, 3].forEach(() => again("A")),
      "It goes up and down: nobody is paged until it holds still",
    ],
    [
      "exhaustion",
      () => world.pass(DAY),
      "A day without an answer: everyone is told; it stays open, and everyone is asked once a day",
    ],
    ["outage", () => world.outage(20 * MINUTE), "3 steps passed while we were away"],
    [
      "shown",
      () => (world.pass(0), void world.do({ kind: "shown", send: "snd_000001" })),
      "Push to Ana shown on the device",
    ],
  ])("%s", (_name, happen, expected) => {
    world.fail("A");
    happen();
    expect(detail().timeline.map(({ text }) => text)).toContain(expected);
  });

  test("of a heartbeat that was paused or deleted does not claim a recovery", () => {
    for (const { pingId } of [BACKUP, MINUTELY]) world.ping(pingId, "fail");
    world.do({ kind: "pause", what: "heartbeat", id: BACKUP.id, by: "ben" });
    world.do({ kind: "configure", config: teamOf(TEAM, { version: 2 }) });
    expect(detail("inc_000001").timeline.at(-1)?.text).toBe("Ben paused it, so it is closed");
    expect(detail("inc_000002").timeline.at(-1)?.text).toBe("Closed: the heartbeat was deleted");
  });

  test("of one incident says nothing of what its page did before it joined or after it was over", () => {
    world.fail("A");
    world.pass(100 * SECOND);
    world.fail("B");
    world.recover("B");
    world.pass(3 * MINUTE);
    expect(story("inc_000002")).toEqual([
      "01:40 Down: B: no ping in time",
      "01:40 It joins the page that rings already",
      "01:40 Recovered: ran again",
      "01:40 Push to Ana: with the push service",
      "01:40 SMS to Ana: with the carrier",
      "01:40 SMS to Ana delivered",
    ]);
    expect(detail("inc_000002").steps.flatMap(({ sends }) => sends.map(({ via }) => via))).toEqual(["webpush", "sms"]);
  });
});

function again(name: string): void {
  world.recover(name);
  world.fail(name);
}

function configure(version: number, onCall: string[] | null, members = TEAM): void {
  const turns = onCall ? { rotas: [rotaOf([{ from: NIGHT, users: onCall }])] } : {};
  world.do({ kind: "configure", config: teamOf(members, { ...turns, version }) });
}

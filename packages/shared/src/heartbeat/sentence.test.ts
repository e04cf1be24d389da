import { expect, test } from "vitest";
import { Bench } from "./bench.testing.ts";
import { heartbeatSentence } from "./sentence.ts";
import type { HeartbeatRules } from "./settings.ts";
import { clockText, durationText, placeOf } from "./time-text.ts";
import { pauseHeartbeat } from "./transition.ts";

/** Mon 12 Jan 2026 in Vienna is one hour ahead of UTC. */
const at = (text: string): number => Date.parse(`2026-01-${text}+01:00`);
const backup: HeartbeatRules = {
  schedule: { kind: "cron", expression: "0 3 * * *", zone: "Europe/Vienna" },
  graceSeconds: 1_800,
};
const say = (bench: Bench, now: string): string =>
  heartbeatSentence(bench.rules, bench.state, at(now), "Europe/Vienna");

function ranOnMonday(): Bench {
  const bench = new Bench(backup, at("10T12:00:00"));
  bench.ping(at("12T03:00:02"), "start");
  bench.ping(at("12T03:04:00"), "success");
  return bench;
}

test("new", () => {
  const bench = new Bench(backup, at("12T12:00:00"));
  expect(say(bench, "12T12:00:00")).toBe(
    "Waiting for the first ping. If none comes by Tue 12:00 Vienna, we open an incident.",
  );
  expect(say(bench, "13T13:00:00")).toBe("Never pinged since Mon 12:00 Vienna. Check that the job calls the ping URL.");
  bench.ping(at("12T12:05:00"), "start");
  expect(say(bench, "12T12:06:00")).toBe("First run, started 12:05 Vienna; we wait until 12:35 for it to finish.");
});

test("on time", () => {
  expect(say(ranOnMonday(), "12T09:00:00")).toBe(
    "On time. Last finished 03:04 (3 min 58 s), next expected Tue 03:00 Vienna, we wait until 03:30.",
  );
});

test("running", () => {
  const bench = ranOnMonday();
  bench.ping(at("13T02:59:58"), "start");
  expect(say(bench, "13T03:01:00")).toBe(
    "Late. Expected 03:00 Vienna, we wait until 03:29. Last finished Mon 03:04 (3 min 58 s).",
  );
  bench.ping(at("13T03:03:00"), "success");
  bench.ping(at("13T09:00:00"), "start");
  expect(say(bench, "13T09:04:00")).toBe(
    "Running since 09:00 Vienna (4 min). Last finished 03:03 (3 min 2 s), we wait until 09:30.",
  );
});

test("late, then down, detected or not", () => {
  const bench = ranOnMonday();
  expect(say(bench, "13T03:10:00")).toBe(
    "Late. Expected 03:00 Vienna, we wait until 03:30. Last finished Mon 03:04 (3 min 58 s).",
  );
  const down = "Down since 03:30 Vienna: no success came, the last one was Mon 03:04.";
  expect(say(bench, "13T03:31:00")).toBe(down);
  bench.tick(at("13T03:31:00"));
  expect(say(bench, "13T03:31:00")).toBe(down);
  expect(say(bench, "15T04:00:00")).toBe(
    "Down since Tue 03:30 Vienna: no success came, the last one was Mon 03:04. 3 runs missed so far.",
  );
});

test("a reported failure, and a run that hangs", () => {
  const failed = ranOnMonday();
  failed.ping(at("12T10:00:00"), "fail");
  expect(say(failed, "12T10:01:00")).toBe("Down since 10:00 Vienna: the job reported a failure.");
  const stuck = ranOnMonday();
  stuck.ping(at("12T10:00:00"), "start");
  expect(say(stuck, "12T10:31:00")).toBe("Down since 10:30 Vienna: the run that started 10:00 has not finished.");
  stuck.tick(at("12T10:31:00"));
  expect(say(stuck, "12T10:31:00")).toBe("Down since 10:30 Vienna: the run that started 10:00 has not finished.");
});

test("paused", () => {
  const bench = ranOnMonday();
  bench.take(pauseHeartbeat(bench.state, at("12T10:00:00")));
  expect(say(bench, "12T11:00:00")).toBe(
    "Paused since 10:00 Vienna. A success starts it again; a reported failure still alerts.",
  );
});

test("short periods show seconds", () => {
  const bench = new Bench({ schedule: { kind: "period", seconds: 60 }, graceSeconds: 60 }, at("12T10:00:00"));
  bench.ping(at("12T10:00:20"), "success");
  expect(say(bench, "12T10:00:30")).toBe(
    "On time. Last finished 10:00:20, next expected 10:01:20 Vienna, we wait until 10:02:20.",
  );
});

test("words for instants, zones and durations", () => {
  expect(clockText(at("12T00:00:00"), at("12T23:59:59"), "Europe/Vienna", false)).toBe("00:00");
  expect(clockText(at("25T03:00:00"), at("12T03:00:00"), "Europe/Vienna", false)).toBe("Sun 25 Jan 03:00");
  expect(clockText(Date.parse("2027-01-25T03:00:00Z"), at("12T03:00:00"), "UTC", true)).toBe(
    "Mon 25 Jan 2027 03:00:00",
  );
  expect(placeOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  expect([0, 999, 1_000, 59_999, 238_000, 3_600_000, 7_500_000, 100_800_000].map(durationText)).toEqual([
    "under 1 s",
    "under 1 s",
    "1 s",
    "59 s",
    "3 min 58 s",
    "1 h",
    "2 h 5 min",
    "1 d 4 h",
  ]);
});

test("a schedule that has ended expects nothing and never goes down", () => {
  const ended: HeartbeatRules = {
    schedule: { kind: "oncalendar", expression: "2026-01-12 03:00", zone: "Europe/Vienna" },
    graceSeconds: 1_800,
  };
  const bench = new Bench(ended, at("10T12:00:00"));
  bench.ping(at("12T03:04:00"), "success");
  bench.tick(at("31T00:00:00"));
  expect(say(bench, "31T00:00:00")).toBe("On time. Last finished Mon 12 Jan 03:04, no further run is expected.");
  const late = new Bench(ended, at("13T12:00:00"));
  expect(say(late, "13T12:00:00")).toBe("Waiting for the first ping.");
});

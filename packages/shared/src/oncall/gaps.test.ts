import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../time.ts";
import { coveragePercent, gapFindings, newGaps, type Person, scan } from "./gaps.ts";
import type { Override, Rota } from "./rota.ts";
import { rotaOf, type VectorSchedule } from "./vectors.testing.ts";

const at = (text: string): number => Date.parse(text);

const person = (id: string, rest: Partial<Person> = {}): Person => ({
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  zone: "America/Toronto",
  quiet: null,
  reachable: true,
  proven: true,
  ...rest,
});
const TEAM = [person("ana"), person("bo")];

type Layer = VectorSchedule["layers"][number];
const weekly = (rest: Partial<Layer> = {}): Layer => ({
  anchor: "2026-05-04T09:00",
  unit: "week",
  every: 1,
  slots: [["ana"], ["bo"]],
  ...rest,
});
const toronto = (...layers: Layer[]): Rota => rotaOf({ tz: "America/Toronto", layers });

/** Everything but Friday night after two (S44). */
const EXCEPT_FRIDAY_NIGHT = [
  { days: ["SU", "MO", "TU", "WE", "TH", "SA"], start: "09:00", end: "09:00" },
  { days: ["FR"], start: "09:00", end: "02:00" },
];
const EVERY_DAY = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Monday 4 May 2026, 09:00 in Toronto. */
const MONDAY = at("2026-05-04T13:00Z");

const away = (user: string, from: string, until: string): Override => ({
  id: "ovr_1",
  kind: "away",
  user,
  from: at(from),
  until: at(until),
  createdAt: 0,
  actor: user,
  reason: "",
});

const sentences = (rotas: Rota[], people = TEAM, from = MONDAY, zone = "America/Toronto"): string[] =>
  scan(rotas, people, from, zone).map(({ sentence }) => sentence);

describe("gaps", () => {
  test("nobody is on call Saturday 02:00-09:00, once", () => {
    const rota = { ...toronto(weekly()), overrides: [away("ana", "2026-05-09T06:00Z", "2026-05-09T13:00Z")] };
    expect(scan([rota], TEAM, MONDAY, "America/Toronto")).toEqual([
      {
        kind: "gap",
        rota: "sch_1",
        from: at("2026-05-09T06:00Z"),
        until: at("2026-05-09T13:00Z"),
        users: [],
        sentence: "Nobody is on call Sat 9 May 02:00-09:00 (Toronto). Pages go to the whole team.",
      },
    ]);
  });

  test("every Saturday is told once, from its first (S44)", () => {
    const rota = toronto(weekly({ windows: EXCEPT_FRIDAY_NIGHT }));
    expect(scan([rota], TEAM, MONDAY, "America/Toronto")).toEqual([
      {
        kind: "gap",
        rota: "sch_1",
        from: at("2026-05-09T06:00Z"),
        until: at("2026-05-09T13:00Z"),
        users: [],
        sentence:
          "Nobody is on call Sat 9 May 02:00-09:00 (Toronto), and then every Saturday. Pages go to the whole team.",
      },
    ]);
  });

  test("times and days are the viewer's", () => {
    const rota = toronto(weekly({ windows: EXCEPT_FRIDAY_NIGHT }));
    expect(sentences([rota], TEAM, MONDAY, "Pacific/Honolulu")).toEqual([
      "Nobody is on call Fri 8 May 20:00-03:00 (Honolulu), and then every Friday. Pages go to the whole team.",
    ]);
  });

  test("what comes every day, on weekdays, or on some days is told so", () => {
    const from = (days: string[]): Rota => toronto(weekly({ windows: [{ days, start: "09:00", end: "08:00" }] }));
    expect(sentences([from(EVERY_DAY)])).toEqual([
      "Nobody is on call Tue 5 May 08:00-09:00 (Toronto), and then every day. Pages go to the whole team.",
    ]);
    expect(sentences([from(["MO", "TU", "WE", "TH", "FR"])])).toEqual([
      "Nobody is on call Tue 5 May 08:00-09:00 (Toronto), and then every Tuesday, Wednesday, Thursday and Friday. Pages go to the whole team.",
      "Nobody is on call from Sat 9 May 08:00 to Mon 11 May 09:00 (Toronto), and then every Saturday. Pages go to the whole team.",
    ]);
  });

  test("an exception parts the row, and its ends are told", () => {
    const rota = toronto(weekly({ windows: EXCEPT_FRIDAY_NIGHT }));
    const also: Override = {
      ...away("ana", "2026-06-06T00:00Z", "2026-06-07T00:00Z"),
      kind: "also",
      user: "bo",
    };
    expect(sentences([{ ...rota, overrides: [also] }])).toEqual([
      "Nobody is on call Sat 9 May 02:00-09:00 (Toronto), and then every Saturday until Sat 30 May. Pages go to the whole team.",
      "Nobody is on call Sat 13 Jun 02:00-09:00 (Toronto), and then every Saturday. Pages go to the whole team.",
    ]);
  });

  test("what comes now and then is counted", () => {
    const rota = toronto(weekly({ slots: [["ana"], []] }));
    expect(sentences([rota])).toEqual([
      "Nobody is on call from Mon 11 May 09:00 to Mon 18 May 09:00 (Toronto), and 28 more times until Mon 7 Jun 2027. Pages go to the whole team.",
    ]);
  });

  test("twice is told twice, and no rule is made up", () => {
    const onMay = (...days: string[]): Rota => ({
      ...toronto(weekly({ slots: [["ana"]] })),
      overrides: days.map((day) => away("ana", `2026-05-${day}T06:00Z`, `2026-05-${day}T07:00Z`)),
    });
    expect(sentences([onMay("09", "16")])).toEqual([
      "Nobody is on call Sat 9 May 02:00-03:00 (Toronto). Pages go to the whole team.",
      "Nobody is on call Sat 16 May 02:00-03:00 (Toronto). Pages go to the whole team.",
    ]);
    expect(sentences([onMay("09", "16", "17", "24")])).toEqual([
      "Nobody is on call Sat 9 May 02:00-03:00 (Toronto), and 3 more times until Sun 24 May. Pages go to the whole team.",
    ]);
  });

  test("an end that never comes, and midnight", () => {
    expect(sentences([toronto(weekly({ until: "2026-05-09T06:00Z" }))])).toEqual([
      "Nobody is on call from Sat 9 May 02:00 (Toronto) on. Pages go to the whole team.",
    ]);
    const rota = { ...toronto(weekly()), overrides: [away("ana", "2026-05-09T06:00Z", "2026-05-10T04:00Z")] };
    expect(sentences([rota])).toEqual([
      "Nobody is on call Sat 9 May 02:00-24:00 (Toronto). Pages go to the whole team.",
    ]);
  });

  test("another year is named, and of several rotas which one", () => {
    const backend = { ...toronto(weekly()), name: "Backend" };
    const overrides = [away("ana", "2027-01-16T07:00Z", "2027-01-16T08:00Z")];
    expect(
      sentences([
        { ...backend, overrides },
        { ...toronto(weekly()), name: "Web" },
      ]),
    ).toEqual(["Nobody is on call for Backend Sat 16 Jan 2027 02:00-03:00 (Toronto). Pages go to the whole team."]);
  });
});

describe("gaps of clock changes", () => {
  const followTheSun = (rest: Partial<Layer> = {}): Rota =>
    rotaOf({
      tz: "Europe/London",
      layers: [
        weekly({ slots: [["ana"]], windows: [{ days: EVERY_DAY, start: "08:00", end: "20:00" }] }),
        weekly({
          tz: "America/New_York",
          slots: [["bo"]],
          windows: [{ days: EVERY_DAY, start: "15:00", end: "03:00" }],
          ...rest,
        }),
      ],
    });

  test("are told as what they are", () => {
    const found = scan([followTheSun()], TEAM, at("2026-06-01T00:00Z"), "Europe/London");
    expect(found.map(({ kind, sentence }) => [kind, sentence])).toEqual([
      [
        "dst gap",
        "Nobody is on call Sun 25 Oct 07:00-08:00 (London), and then every day until Sat 31 Oct: clocks in London and New York change on different dates. Pages go to the whole team.",
      ],
      [
        "dst gap",
        "Nobody is on call Sun 14 Mar 2027 07:00-08:00 (London), and then every day until Sat 27 Mar 2027: clocks in London and New York change on different dates. Pages go to the whole team.",
      ],
    ]);
  });

  test("are none where people on leave make them", () => {
    const covered = followTheSun({ windows: [{ days: EVERY_DAY, start: "14:00", end: "05:00" }] });
    const leave = away("ana", "2026-10-27T12:00Z", "2026-10-27T14:00Z");
    const found = scan([{ ...covered, overrides: [leave] }], TEAM, at("2026-06-01T00:00Z"), "Europe/London");
    expect(found.map(({ kind }) => kind)).toEqual(["gap"]);
  });

  test("are found 400 days ahead, not 30", () => {
    const rota = followTheSun();
    expect(coveragePercent(rota, at("2026-11-02T12:00Z"))).toBeLessThan(100);
    expect(scan([rota], TEAM, at("2026-11-02T12:00Z"), "UTC")).toHaveLength(2);
  });
});

describe("people", () => {
  test("who sleep while nobody else has the pager are named once", () => {
    const quiet = { from: "22:00", to: "07:00" };
    const team = [person("ana", { quiet }), person("bo", { quiet, zone: "Asia/Kolkata" })];
    expect(sentences([toronto(weekly())], team)).toEqual([
      "Nobody awake is on call Mon 4 May 22:00-07:00 (Toronto), the first such night of Ana. Pages ring all the same.",
      "Nobody awake is on call Mon 11 May 12:30-21:30 (Toronto), the first such night of Bo. Pages ring all the same.",
    ]);
  });

  test("who sleep beside somebody awake are not", () => {
    const quiet = { from: "22:00", to: "07:00" };
    const team = [person("ana", { quiet }), person("bo", { quiet: { from: "07:00", to: "22:00" } })];
    expect(sentences([toronto(weekly({ slots: [["ana", "bo"]] }))], team)).toEqual([]);
    const none = [person("ana", { quiet }), person("bo", { quiet: { from: "22:00", to: "22:00" } })];
    expect(sentences([toronto(weekly({ slots: [["ana", "bo"]] }))], none)).toEqual([]);
    expect(sentences([toronto(weekly({ slots: [["ana", "bo"]] }))], [person("ana", { quiet }), person("bo")])).toEqual(
      [],
    );
    const both = [person("ana", { quiet }), person("bo", { quiet: { from: "23:00", to: "08:00" } })];
    expect(sentences([toronto(weekly({ slots: [["ana", "bo"]] }))], both)).toEqual([
      "Nobody awake is on call Mon 4 May 23:00-07:00 (Toronto), the first such night of Ana and Bo. Pages ring all the same.",
    ]);
  });

  test("who have a shift ahead and nothing proven that wakes", () => {
    const team = [person("ana", { proven: false }), person("bo", { proven: false }), person("cy", { proven: false })];
    expect(sentences([toronto(weekly())], team)).toEqual([
      "Ana is on call now and has no proven SMS or call. Have Ana verify a phone number.",
      "Bo is on call from Mon 11 May 09:00 (Toronto) and has no proven SMS or call. Have Bo verify a phone number.",
    ]);
  });

  test("of whom only one can be reached", () => {
    const team = [person("ana"), person("bo", { reachable: false })];
    expect(scan([toronto(weekly())], team, MONDAY, "UTC")).toEqual([
      {
        kind: "one person",
        rota: "sch_1",
        from: MONDAY,
        until: MONDAY + 400 * DAY,
        users: ["ana"],
        sentence: "Only Ana can be reached. Have somebody else verify a phone number.",
      },
    ]);
  });
});

describe("how much is covered", () => {
  test("all of it is 100, and a minute less is not", () => {
    const rota = toronto(weekly());
    expect(coveragePercent(rota, MONDAY)).toBe(100);
    const short = { ...rota, overrides: [away("ana", "2026-05-09T06:00Z", "2026-05-09T06:01Z")] };
    expect(coveragePercent(short, MONDAY)).toBe(99.9);
  });

  test("half of each day is half", () => {
    const windows = [{ days: EVERY_DAY, start: "09:00", end: "21:00" }];
    expect(coveragePercent(toronto(weekly({ windows })), MONDAY)).toBe(50);
  });
});

test("an edit is told the gaps that it makes, and not those that were there", () => {
  const before = toronto(weekly({ windows: EXCEPT_FRIDAY_NIGHT }));
  const leave = away("ana", "2026-05-09T04:00Z", "2026-05-09T15:00Z");
  const after = { ...before, overrides: [leave] };
  expect(newGaps(before, after, MONDAY)).toEqual([
    { from: at("2026-05-09T04:00Z"), until: at("2026-05-09T06:00Z"), users: [] },
    { from: at("2026-05-09T13:00Z"), until: at("2026-05-09T15:00Z"), users: [] },
  ]);
  expect(newGaps(after, before, MONDAY)).toEqual([]);
  expect(newGaps(before, before, MONDAY + HOUR)).toEqual([]);
});

test("and says each once", () => {
  const [before, after] = [toronto(weekly()), toronto(weekly({ windows: EXCEPT_FRIDAY_NIGHT }))];
  const viewer = { zone: "America/Toronto", now: MONDAY };
  expect(gapFindings(after, newGaps(before, after, MONDAY), viewer, null).map(({ sentence }) => sentence)).toEqual([
    "Nobody is on call Sat 9 May 02:00-09:00 (Toronto), and then every Saturday. Pages go to the whole team.",
  ]);
});

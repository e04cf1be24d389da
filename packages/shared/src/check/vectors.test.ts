import { describe, expect, it } from "vitest";
import { play, secondsOf, type Script } from "./testing/script.ts";
import { regionalRegions } from "./shown.ts";
import { singleVantage } from "./verdict.ts";

/** The vectors of spec "checks" §3.3, by their numbers. */

type Vector = Script & {
  n: string;
  /** Every change of what the monitor is shown as. */
  expect: string;
  /** Every change of its incident, and since when it was. */
  incidents?: string;
  /** The last verdict's instants, in seconds. */
  startedAt?: number;
  endedAt?: number;
  missed?: number;
};

const TO_240 = "S120H E120+ U120+ E180+ S180H U180+ U240+ S240H E240+";
const TO_300 = `${TO_240} S300H E300+`;
const TO_420 = `${TO_300} E360+ U420+`;
const SPLIT_AT_420 = `${TO_300} E360+ U420H E420+`;
const REGIONAL = "suspect@120 up@120 suspect@180 up@180 suspect@240 regional@240";
const FIVE_SPLITS = "E0H S120H U240H U420H E540H";
const FLAKY = "suspect@0 up@0 suspect@120 up@120 suspect@240 up@240 suspect@420 up@420 suspect@540 intermittent@540";

const VECTORS: Vector[] = [
  { n: "1", script: "U60H E60H S60H", expect: "suspect@60 down@60", startedAt: 60 },
  { n: "2", script: "U60H E60H S60+", expect: "suspect@60 down@60", startedAt: 60 },
  { n: "3", script: "E0H U0+ S0+ U60+ E60+ S120+", expect: "suspect@0 up@0", incidents: "" },
  { n: "4", script: "U60T E70T S70T U100T E100T S100T", expect: "suspect@70 down@110", startedAt: 60 },
  { n: "5", script: "U60T E70T S70T U100+ E100+ S100+", expect: "suspect@70 up@100" },
  { n: "6", script: "U60T E70H S70H", expect: "suspect@70 down@70", startedAt: 60 },
  { n: "7", script: "U60T E70T S70H U100T E100T S100H", expect: "suspect@70 down@110", startedAt: 60 },
  { n: "8", script: "U60R E61R S61R U82R E82R S82R", expect: "suspect@61 down@83", startedAt: 60 },
  {
    n: "9",
    interval: 20,
    script: "U20T E30T S30T U60T E60T S60T",
    expect: "suspect@30 down@70",
    startedAt: 20,
    missed: 0,
  },
  { n: "10", script: "U60H/12 E72H/10 S72H/10", expect: "suspect@72 down@82", startedAt: 60 },
  {
    n: "11",
    script: `${TO_420} S480+ E480+ E540+ S540+`,
    expect: `${REGIONAL} up@540`,
    incidents: "open regional@240<120 resolve regional@540<120",
  },
  { n: "12", script: SPLIT_AT_420, expect: REGIONAL, incidents: "open regional@240<120" },
  {
    n: "13",
    script: `${TO_420} S480H E480+ E540H U540H`,
    expect: `${REGIONAL} down@540`,
    startedAt: 540,
    incidents: "open regional@240<120 raise down@540<540",
  },
  { n: "14", script: `${SPLIT_AT_420} S480H E480+ U480H E540+ U540H`, expect: `${REGIONAL} down@540`, startedAt: 420 },
  {
    n: "15",
    script: "E0H U0H S0H U60H S120H E180+ U240+",
    expect: "suspect@0 down@0 up@240",
    startedAt: 0,
    endedAt: 180,
  },
  { n: "16", down: true, script: "E180+ U240H S300+ E360+", expect: "up@360", endedAt: 300 },
  { n: "17", interval: 20, down: true, script: "S100+ E120+ U140+ S160+", expect: "up@160", endedAt: 100 },
  {
    n: "18",
    script: "E0H U0H S0H U60+ S120+ E180H U180H S180H U240+ S300+",
    rest: "+",
    until: 900,
    expect: "suspect@0 down@0 up@120 suspect@180 down@180 intermittent@300 up@780",
    incidents:
      "open down@0<0 resolve down@120<0 open down@180<180 change intermittent@300<300 resolve intermittent@780<300",
  },
  {
    n: "19",
    script: FIVE_SPLITS,
    rest: "+",
    until: 1_500,
    expect: `${FLAKY} up@1140`,
    incidents: "open intermittent@540<540 resolve intermittent@1140<540",
  },
  {
    n: "20",
    script: `${FIVE_SPLITS} S660H E660H U660H E720+ U780+`,
    rest: "+",
    until: 1_500,
    expect: `${FLAKY} down@660 intermittent@780 up@1260`,
    incidents:
      "open intermittent@540<540 worsen down@660<660 change intermittent@780<540 resolve intermittent@1260<540",
  },
  { n: "21", script: "E0V U0+", expect: "" },
  { n: "22a", script: "U60H E60H S60V", expect: "suspect@60 down@60", startedAt: 60 },
  { n: "22b", script: "U60H E60+ S60V", expect: "suspect@60 up@60" },
  { n: "23", script: "E0V U0V S0+ S60+", sight: ["E15"], expect: "unknown@0 up@60", incidents: "" },
  {
    n: "24",
    script: "E0H U0H S0H U60V S60V E60V E180H",
    sight: ["E180", "U180", "S180"],
    expect: "suspect@0 down@0 unknown@60 down@180",
    startedAt: 0,
    incidents: "open down@0<0",
  },
  { n: "25a", script: "U60H E60H S60+", colos: { U: "FRA" }, expect: "suspect@60 up@60" },
  { n: "25b", script: "U60H E60H S60H", colos: { U: "FRA" }, expect: "suspect@60 down@60", startedAt: 60 },
  {
    n: "26",
    script: "E0~ U60~ S120~ E180+ U240+ S300+",
    expect: "degraded@120 up@300",
    incidents: "open degraded@120<120 resolve degraded@300<120",
  },
  {
    // Named so that it is E's turn at 0.
    n: "27a",
    regions: "UE",
    script: "E0H U0+ U60+ E60H E120H U120+",
    expect: "suspect@0 up@0 suspect@120 regional@120",
    startedAt: 0,
  },
  { n: "27b", regions: "EU", script: "U60H E60H", expect: "suspect@60 down@60", startedAt: 60 },
  {
    n: "28",
    regions: "EUSV",
    everyRegion: true,
    script: "E60H U60H S60+ V60+ E120H U120H S120+ V120+ E180H U180H S180+ V180+",
    expect: "suspect@60 up@60 suspect@120 up@120 suspect@180 regional@180",
    startedAt: 60,
  },
  // With E and V exchanged: this release knows no continent for V and T, so they are as far from U as any.
  { n: "29a", regions: "EUSVT", script: "U60H V60H S60+ E60+ T60+", expect: "suspect@60 up@60" },
  { n: "29b", regions: "EUSVT", script: "U60H V60H S60+ E60H T60+", expect: "suspect@60 down@60", startedAt: 60 },
  { n: "30a", everyRegion: true, script: "E60H U60H S60V", expect: "suspect@60 down@60", startedAt: 60 },
  { n: "30b", everyRegion: true, script: "E60H U60+ S60V", expect: "suspect@60 up@60" },
  {
    n: "31",
    everyRegion: true,
    script:
      "E0H U0H S0H E60H U60H S60H E120H U120H S120H E180+ U180+ S180H E240+ U240+ S240H E300+ U300+ S300H E360+ U360+ S360H E420+ U420+ S420H",
    expect: "suspect@0 down@0 up@240 regional@420",
    startedAt: 300,
  },
  { n: "32", script: "U60H E60H/9 S60H/9 E63H S63H", killed: [60.5, 63], expect: "suspect@60 down@63", startedAt: 60 },
  { n: "33", script: "E0+ S300+", killed: [10, 300], expect: "unknown@300 up@300", missed: 4, incidents: "" },
  {
    n: "34a",
    script: "U60H E60H S60H",
    rest: "H",
    maintenance: [30, 600],
    until: 610,
    expect: "suspect@60 down@60",
    incidents: "open down@600<60",
  },
  {
    n: "34b",
    script: "U60H E60H S60H S120H E180+ U240+",
    maintenance: [30, 600],
    until: 610,
    expect: "suspect@60 down@60 up@240",
    endedAt: 180,
    incidents: "",
  },
  { n: "35a", regions: "P", script: "P60H P80H", expect: "suspect@60 down@80", startedAt: 60 },
  { n: "35b", regions: "P", script: "P60H P80+", expect: "suspect@60 up@80", incidents: "" },
];

describe("spec checks §3.3", () => {
  it.each(VECTORS)("vector $n: $script", (vector) => {
    const { history, statuses, incidents, unscripted, unasked } = play(vector);
    expect(statuses).toBe(vector.expect);
    expect({ unscripted, unasked }).toEqual({ unscripted: [], unasked: [] });
    if (vector.incidents !== undefined) expect(incidents).toBe(vector.incidents);
    const last = history.verdicts.at(-1);
    if (vector.startedAt !== undefined) expect(secondsOf(last?.startedAt ?? NaN)).toBe(vector.startedAt);
    if (vector.endedAt !== undefined) expect(secondsOf(last?.endedAt ?? NaN)).toBe(vector.endedAt);
    if (vector.missed !== undefined) expect(history.state.missed).toBe(vector.missed);
  });

  it("has every number from 1 to 35", () => {
    const numbers = new Set(VECTORS.map(({ n }) => Number.parseInt(n, 10)));
    expect([...numbers].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 35 }, (_, i) => i + 1));
  });

  it("vector 28 names both regions", () => {
    const { history } = play(VECTORS.find(({ n }) => n === "28") as Vector);
    expect(regionalRegions(history.state)).toEqual(["weur", "enam"]);
  });

  it("vector 33 dates what was unknown to the last vote's expiry", () => {
    const { history } = play(VECTORS.find(({ n }) => n === "33") as Vector);
    expect(history.verdicts.map(({ to, startedAt }) => [to, secondsOf(startedAt)])).toEqual([
      ["unknown", 120],
      ["up", 300],
    ]);
  });

  it("vector 35 is marked: nobody else saw it", () => {
    expect(singleVantage({ regions: ["prb_01k000000000000000000000000"] })).toBe(true);
    expect(singleVantage({ regions: ["weur"] })).toBe(false);
  });
});

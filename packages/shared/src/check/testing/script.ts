import type { Region } from "../region.ts";
import { armMonitor, type CheckSettings, type MonitorState } from "../verdict.ts";
import { SECOND } from "../../time.ts";
import { simulate, type History, type Occurrence, type Reply } from "./simulate.ts";

/**
 * Scripts of checks in the words of spec "checks" §3.3: every check that may be asked between the first and the last entry,
 * as region, second, answer: `+` pass, `~` slow, `H` hard, `V` void and blind, `N` not run, `R` reset after 1 s, `T` timeout after 10 s,
 * `/n` answered after n s.
 */

/** Hashes to phase 0 at 20 s and 60 s, no re-ask jitter, and E's turn at 0; the team shifts nothing. */
const MONITOR = "mon_8464913";
const TEAM = { id: "team_3747", monitors: 1 };
const ZERO = 900_000 * 2_000_000;

const REGIONS: Record<string, Region> = {
  E: "weur",
  U: "enam",
  S: "apac",
  V: "v" as Region,
  T: "t" as Region,
  P: "prb_01k000000000000000000000000",
};
const COLOS: Record<string, string> = { E: "FRA", U: "IAD", S: "SIN", V: "GRU", T: "JNB", P: "node:1" };

export type Script = {
  script: string;
  /** What every check says that the script does not name; without it there may be none. */
  rest?: string;
  /** When the world ends, in seconds; if not given, 10 s after the last entry. */
  until?: number;
  interval?: number;
  regions?: string;
  everyRegion?: boolean;
  down?: boolean;
  colos?: Record<string, string>;
  /** Regions whose controls pass again, and when: `E15`. */
  sight?: string[];
  killed?: [from: number, until: number];
  maintenance?: [from: number, until: number];
};

const ENTRY = /^([A-Z])(\d+)([+~HVNRT])(?:\/(\d+))?$/;
const CAUSES = { H: "http_status", T: "timeout_ttfb", R: "connection_reset" } as const;

function replyOf(code: string, seconds: string | undefined, colo: string): Reply {
  const afterMs = seconds === undefined ? ({ T: 10 * SECOND, R: SECOND }[code] ?? 0) : Number(seconds) * SECOND;
  if (code === "+") return { result: "pass", colo, afterMs };
  if (code === "~") return { result: "pass", slow: true, colo, afterMs };
  if (code === "V") return { result: "void", blind: true, colo, afterMs };
  if (code === "N") return { result: "void", colo, afterMs };
  return { result: "fail", cause: CAUSES[code as keyof typeof CAUSES], colo, afterMs };
}

function settingsOf(script: Script): CheckSettings {
  return {
    id: MONITOR,
    revision: 1,
    intervalSeconds: script.interval ?? 60,
    timeoutMs: 10 * SECOND,
    recoverySeconds: 60,
    regions: (script.regions ?? "EUS").split("").map((letter) => REGIONS[letter] ?? "weur"),
    everyRegion: script.everyRegion === true,
    check: { type: "http" },
  };
}

/** Healthy (or down) for long, with the last vote just before the first scripted tick. */
function before(script: Script, first: number): MonitorState {
  const at = ZERO + first * SECOND;
  const fresh: MonitorState = { ...armMonitor(at - 1), armedAt: null, lastVoteAt: at - 1 };
  return script.down === true
    ? { ...fresh, status: "down", beneath: "down", startedAt: at - 60 * SECOND }
    : { ...fresh, status: "up", beneath: "up" };
}

/** Seconds since the script's zero. */
export const secondsOf = (at: number): number => (at - ZERO) / SECOND;

const letterOf = (region: Region): string => Object.keys(REGIONS).find((letter) => REGIONS[letter] === region) ?? "?";

function occurrencesOf({ sight = [], killed, maintenance }: Script): Occurrence[] {
  const at = (second: number): number => ZERO + second * SECOND;
  const sights = sight.map((text): Occurrence => {
    return { kind: "sight", region: REGIONS[text.charAt(0)] ?? "weur", sighted: true, at: at(Number(text.slice(1))) };
  });
  return [
    ...sights,
    ...(killed
      ? ([
          { kind: "killed", at: at(killed[0]) },
          { kind: "back", at: at(killed[1]) },
        ] as const)
      : []),
    ...(maintenance
      ? ([
          { kind: "maintenance", on: true, at: at(maintenance[0]) },
          { kind: "maintenance", on: false, at: at(maintenance[1]) },
        ] as const)
      : []),
  ];
}

export type Played = {
  history: History;
  /** Every change of what it is shown as: `suspect@60 down@60`. */
  statuses: string;
  /** Every change of its incident, and since when that was: `open down@60<0`. */
  incidents: string;
  /** Checks that were asked though the script has none, and the other way round. */
  unscripted: string[];
  unasked: string[];
};

/** Plays a script. */
export function play(given: Script): Played {
  const script = new Map<string, Reply>();
  const times: number[] = [];
  const colo = (letter: string): string => given.colos?.[letter] ?? COLOS[letter] ?? "";
  for (const entry of given.script.split(" ")) {
    const [, letter = "", second = "", code = "", late] = ENTRY.exec(entry) ?? [];
    script.set(`${letter}${second}`, replyOf(code, late, colo(letter)));
    times.push(Number(second));
  }
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const unscripted: string[] = [];
  const history = simulate(
    {
      settings: settingsOf(given),
      team: TEAM,
      from: ZERO + first * SECOND,
      until: ZERO + (given.until ?? last + 10) * SECOND,
      occurrences: occurrencesOf(given),
      reply: ({ region }, at) => {
        const name = `${letterOf(region)}${secondsOf(at)}`;
        const reply = script.get(name);
        if (reply === undefined && given.rest === undefined && secondsOf(at) <= last) unscripted.push(name);
        return reply ?? replyOf(given.rest ?? "+", undefined, colo(letterOf(region)));
      },
    },
    before(given, first),
  );
  const asks = new Set(history.asks.map(({ at, ask }) => `${letterOf(ask.region)}${secondsOf(at)}`));
  return {
    history,
    statuses: history.statuses.map(({ at, status }) => `${status}@${secondsOf(at)}`).join(" "),
    incidents: history.incidents
      .map(({ at, what, startedAt }) => `${what}@${secondsOf(at)}<${secondsOf(startedAt)}`)
      .join(" "),
    unscripted,
    unasked: [...script.keys()].filter((name) => !asks.has(name)),
  };
}

import { applyResult, applySight, lapse } from "../apply.ts";
import type { Ask } from "../round.ts";
import { asked, dueChecks, nextMonitorDue } from "../schedule.ts";
import type { Region } from "../region.ts";
import type { TeamScale } from "../tick.ts";
import { answerTo, callOf, type Call } from "../call.ts";
import { restoreMonitor, type LastVote } from "../restore.ts";
import { shownStatus } from "../shown.ts";
import type { CheckSettings, MonitorState, MonitorStatus, Outcome, Verdict } from "../verdict.ts";
import type { Instant } from "../../time.ts";

/** A virtual world around one monitor: a clock, probes that answer after a while, and a Team object that does as the shell does. */

export type Reply = Pick<
  Outcome,
  "result" | "slow" | "cause" | "blind" | "unknown" | "certificate" | "registration"
> & {
  colo: string;
  afterMs: number;
};
export type Occurrence = { at: Instant } & (
  | { kind: "sight"; region: Region; sighted: boolean }
  | { kind: "killed" }
  | { kind: "back" }
  | { kind: "maintenance"; on: boolean }
);

export type World = {
  settings: CheckSettings;
  team: TeamScale;
  from: Instant;
  until: Instant;
  reply: (ask: Ask, at: Instant) => Reply;
  occurrences?: Occurrence[];
};

export type History = {
  state: MonitorState;
  asks: { at: Instant; ask: Ask }[];
  statuses: { at: Instant; status: MonitorStatus }[];
  verdicts: (Verdict & { at: Instant })[];
  /** What became of incidents: `open down`, `resolve down`. */
  incidents: { at: Instant; what: string; startedAt: Instant }[];
};

type Answer = { at: Instant; ask: Ask; reply: Reply };

const MAX_STEPS = 50_000;

/** Runs the world from `from` to `until` inclusive. Throws if the engine asks for attention without end. */
export function simulate(world: World, start: MonitorState): History {
  const { settings, team } = world;
  const history: History = { state: start, asks: [], statuses: [], verdicts: [], incidents: [] };
  const pending: Answer[] = [];
  const occurrences = (world.occurrences ?? []).toSorted((a, b) => a.at - b.at);
  let now = world.from;
  let alive = true;
  let maintained = false;
  let open: Call | null = start.status === "down" ? callOf(start) : null;
  let dispatched = world.from;
  const votes = new Map<Region, LastVote>();

  const adopt = (state: MonitorState, verdict: Verdict | null): void => {
    const status = shownStatus(state, false);
    if (status !== shownStatus(history.state, false)) history.statuses.push({ at: now, status });
    history.state = state;
    if (verdict !== null) history.verdicts.push({ ...verdict, at: now });
    keepIncident(verdict !== null);
  };
  const keepIncident = (news: boolean): void => {
    if (history.state.status === "unknown") return;
    const call = callOf(history.state);
    const answer = answerTo(call, open, { muted: maintained, news });
    if (answer === "none") return;
    const startedAt = (call ?? open)?.startedAt ?? now;
    history.incidents.push({ at: now, what: `${answer} ${(call ?? open)?.kind}`, startedAt });
    if (answer === "resolve" || (answer === "replace" && maintained)) open = null;
    else open = call;
  };
  const send = (asks: Ask[]): void => {
    adopt(asked(settings, history.state, asks, now), null);
    if (asks.length > 0) dispatched = now;
    for (const ask of asks) {
      history.asks.push({ at: now, ask });
      const reply = world.reply(ask, now);
      pending.push({ at: now + reply.afterMs, ask, reply });
    }
  };
  const answer = ({ ask, reply }: Answer): void => {
    const { afterMs, ...outcome } = reply;
    const step = applyResult(settings, history.state, { ...ask, ...outcome, totalMs: afterMs }, now);
    adopt(step.state, step.verdict);
    const vote = step.state.regions[ask.region];
    if (vote?.ok)
      votes.set(ask.region, {
        monitor: settings.id,
        region: ask.region,
        colo: vote.colo,
        at: vote.at,
        ok: true,
        ms: vote.totalMs,
      });
    send(step.ask);
  };
  const occur = (occurrence: Occurrence): void => {
    if (occurrence.kind === "killed") {
      alive = false;
      pending.length = 0;
    }
    if (occurrence.kind === "back") {
      alive = true;
      const memory = { dispatchedThrough: dispatched, lastVotes: [...votes.values()] };
      adopt(restoreMonitor(settings, history.state, team, memory, now), null);
    }
    if (occurrence.kind === "maintenance") {
      maintained = occurrence.on;
      keepIncident(true);
    }
    if (occurrence.kind === "sight") {
      const step = applySight(settings, history.state, occurrence.region, occurrence.sighted, now);
      adopt(step.state, step.verdict);
      send(step.ask);
    }
  };
  const tick = (): void => {
    const step = lapse(settings, history.state, now);
    adopt(step.state, step.verdict);
    send(dueChecks(settings, history.state, team, now));
  };

  for (let steps = 0; steps < MAX_STEPS; steps++) {
    pending.sort((a, b) => a.at - b.at);
    const due = alive ? nextMonitorDue(settings, history.state, team) : null;
    const times = [due, pending[0]?.at, occurrences[0]?.at].filter((at) => at !== null && at !== undefined);
    const next = Math.max(now, Math.min(...times));
    if (times.length === 0 || next > world.until) return history;
    now = next;
    const occurrence = (occurrences[0]?.at ?? Infinity) <= now ? occurrences.shift() : undefined;
    const arrived =
      occurrence === undefined && pending[0] !== undefined && pending[0].at <= now ? pending.shift() : undefined;
    if (occurrence !== undefined) occur(occurrence);
    else if (arrived !== undefined) answer(arrived);
    else tick();
  }
  throw new Error(`the monitor never came to rest (at ${now}): ${JSON.stringify(history.state)}`);
}
